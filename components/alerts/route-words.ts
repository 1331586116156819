import type { AlertRoute, Inhibition, QuietHours } from '@/lib/alerts/routing-contract'
import { matchersText } from './alert-words'

const named = (channels: readonly string[]) => (channels.length > 0 ? channels.join(', ') : 'nobody')

function quietText({ from, to, days, time_zone, critical }: QuietHours): string {
  const when = days.length === 7 ? '' : `, ${days.join(' ')}`
  return `quiet from ${from} to ${to}${when} (${time_zone})${critical ? '' : ', but for what is critical'}`
}

/** What a route does, one thing a line. */
export function routeWords({ channels, escalations, repeat, digest, quiet_hours, ...route }: AlertRoute): string[] {
  return [
    `tells ${named(channels)}`,
    ...escalations.map((one) => `after ${one.after} without acknowledgement also ${named(one.channels)}`),
    ...(repeat ? [`again every ${repeat} until acknowledged`] : []),
    ...(digest ? [`together every ${digest}`] : []),
    ...(quiet_hours ? [quietText(quiet_hours)] : []),
    ...(route.continue ? ['and the routes below it are asked too'] : []),
  ]
}

/** What an inhibition says: `while severity=critical fires, nobody is told of severity=low with the same table`. */
export function inhibitionWords({ source, target, equal }: Inhibition): string {
  const same = equal.length > 0 ? ` with the same ${equal.join(', ')}` : ''
  return `While ${matchersText(source)} fires, nobody is told of ${matchersText(target)}${same}`
}
