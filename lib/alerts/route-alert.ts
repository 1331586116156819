import { parseDuration } from '@/lib/config/duration'
import type { Severity } from './contract'
import { isAtLeast } from './found'
import { matchesAll, type Routable, sameLabels } from './matcher'
import { quietUntil } from './quiet-hours'
import type { AlertRoute, Inhibition, Matcher, Routing } from './routing-contract'

export type RoutedChannel = { id: string; name: string; enabled: boolean; minSeverity: Severity | null }

/** One to be told, and when: `digest` where it is collected with others; `quiet` while nobody is to be bothered. */
export type Target = { channelId: string; dueAt: Date; digest: boolean; quiet: boolean }
export type Escalation = { step: number; afterMs: number; channelIds: string[]; quiet: boolean }
export type Plan = { targets: Target[]; escalations: Escalation[]; repeatMs: number | null }

const ms = (duration: string | null) => (duration === null ? null : parseDuration(duration))

const named = (channels: readonly RoutedChannel[], names: readonly string[]) =>
  channels.filter(({ id, name }) => names.includes(id) || names.includes(name))

type Due = Omit<Target, 'channelId'>

function dueFor({ quiet_hours, digest }: AlertRoute, severity: string, now: Date): Due {
  const heard = severity === 'critical' && !quiet_hours?.critical
  const end = quiet_hours && !heard ? quietUntil(quiet_hours, now) : null
  const quiet = end !== null
  const every = ms(digest)
  if (every === null) return { dueAt: end ?? now, digest: quiet, quiet }
  const next = new Date((Math.floor(now.getTime() / every) + 1) * every)
  return { dueAt: end && end > next ? end : next, digest: true, quiet }
}

/** The routes of an alert: the first that matches, and those after it for as long as they say so. */
export function routesOf(routes: readonly AlertRoute[], about: Routable): AlertRoute[] {
  const found: AlertRoute[] = []
  for (const route of routes) {
    if (!matchesAll(route.matchers, about)) continue
    found.push(route)
    if (!route.continue) break
  }
  return found
}

/**
 * Who is told of an alert: the channels that its rule names, where one of them is there; else those of its routes; where none matches, every channel.
 * A channel is told once, by the first that names it.
 */
export function planFor(
  { routes }: Pick<Routing, 'routes'>,
  channels: readonly RoutedChannel[],
  about: Routable,
  own: readonly string[],
  now: Date,
): Plan {
  const severity = about.severity as Severity
  const open = channels.filter(
    ({ enabled, minSeverity }) => enabled && (minSeverity === null || isAtLeast(severity, minSeverity)),
  )
  const at = (some: readonly RoutedChannel[], when: Due) => some.map(({ id }) => ({ channelId: id, ...when }))
  const matched = routesOf(routes, about)
  const soon = { dueAt: now, digest: false, quiet: false }
  const there = named(channels, own).length > 0
  const all = there
    ? at(named(open, own), soon)
    : matched.length === 0
      ? at(open, soon)
      : matched.flatMap((route) => at(named(open, route.channels), dueFor(route, about.severity, now)))
  const targets = all.filter((one, at) => all.findIndex(({ channelId }) => channelId === one.channelId) === at)
  const escalations = matched
    .flatMap((route) => {
      const { quiet } = dueFor(route, about.severity, now)
      return route.escalations.map((one) => ({ ...one, quiet }))
    })
    .map(({ after, channels: names, quiet }, step) => ({
      step,
      afterMs: parseDuration(after) ?? 0,
      channelIds: named(open, names).map(({ id }) => id),
      quiet,
    }))
  const repeats = matched.flatMap(({ repeat }) => ms(repeat) ?? [])
  return { targets, escalations, repeatMs: repeats.length > 0 ? Math.min(...repeats) : null }
}

/** Sources that are down say it for all of their tables. */
const stoppedSources: Inhibition = {
  source: [{ label: 'kind', operator: '=', value: 'source' }],
  target: [{ label: 'kind', operator: '!=', value: 'source' }],
  equal: ['source'],
}

/** Finds the alert that speaks for another, among those that fire. */
export function inhibitorsAmong<A extends Routable>(inhibitions: readonly Inhibition[], firing: readonly A[]) {
  const speaking = [...inhibitions, stoppedSources].flatMap(({ source, target, equal }) => {
    const by = firing.filter((one) => matchesAll(source, one))
    return by.length > 0 ? [{ by, target, equal }] : []
  })
  return (about: A): A | undefined => {
    for (const { by, target, equal } of speaking) {
      if (!matchesAll(target, about) || isBlank(equal, about)) continue
      const found = by.find((other) => other !== about && sameLabels(equal, other, about))
      if (found) return found
    }
    return undefined
  }
}

/** Two alerts have no source in common where neither has one. */
const isBlank = (equal: readonly string[], about: Routable) =>
  equal.length > 0 && equal.every((name) => matchesAll([{ label: name, operator: '=', value: '' }], about))

export type ActiveSilence = { matchers: Matcher[]; startsAt: Date; endsAt: Date }

export const isSilenced = (silences: readonly ActiveSilence[], about: Routable, now: Date) =>
  silences.some(({ matchers, startsAt, endsAt }) => startsAt <= now && endsAt > now && matchesAll(matchers, about))
