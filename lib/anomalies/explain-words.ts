import { otherCategory } from '@/lib/metrics/discover'
import { normalTails } from '@/lib/stats/normal-tails'
import type { AnomalyAlgorithm, AnomalyType } from './contract'
import type { Dimension } from './contributions'
import type { Vote } from './votes'

const large = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  compactDisplay: 'long',
  maximumSignificantDigits: 2,
})
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const tenth = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })
const largestRarity = 1e12

const measures: Record<AnomalyAlgorithm, { calm: string; said: (size: string, side: string) => string }> = {
  zscore: {
    calm: 'Against all misses of the window, within what is usual',
    said: (size, side) => `${size} standard deviation${size === '1' ? '' : 's'} ${side} what was expected`,
  },
  mad: {
    calm: 'Against what is usually missed at this time of day, within the usual',
    said: (size, side) => `${size} times the usual miss at this time of day (robust scale), ${side} what was expected`,
  },
  stl: {
    calm: 'The seasonal forecast was not the best one here, and has no vote',
    said: (size, side) => `${size} scales ${side} what the seasonal pattern (STL) foretold`,
  },
  counts: {
    calm: 'As a count, nothing that chance does not do',
    said: (size, side) => `as a count, ${size} scales ${side} chance`,
  },
  shape: {
    calm: 'The last two hours look like some before',
    said: (size) => `the last two hours look unlike all before: ${size} scales further from the nearest than usual`,
  },
}

/** How rare a count so far off is by chance: once in so many buckets; null where that is not told. */
export function oneIn({ algorithm, scales }: Vote): number | null {
  if (algorithm !== 'counts' || Math.abs(scales) < 1) return null
  return Math.min(largestRarity, Math.round(1 / normalTails(-Math.abs(scales)).atMost))
}

/** What an algorithm says of a bucket, in plain words. */
export function voteWords(vote: Vote): string {
  const { calm, said } = measures[vote.algorithm]
  const size = Math.abs(vote.scales)
  if (size < 1) return calm
  const rare = oneIn(vote)
  const chance =
    rare === null ? '' : `, once in ${rare >= largestRarity ? 'over a trillion' : large.format(rare)} buckets`
  const text = said(tenth.format(size), vote.scales > 0 ? 'above' : 'below')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${chance}`
}

export type Change = { usual: number | null; actual: number | null; difference: number | null }

const kindOf = ({ difference }: Change) => ((difference ?? 0) < 0 ? 'drop' : 'rise')
export const percent = (share: number) => `${whole.format(share * 100)} %`
const valueName = (value: string) => (value === otherCategory ? 'all others' : value === '' ? '(empty)' : value)
const list = (texts: string[]) =>
  texts.length < 2 ? (texts[0] ?? '') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`

/** "92 % of the drop is status=paid", or that no value stands out. */
export function dimensionWords({ dimension, explained, values, mix, within }: Dimension, change: Change): string {
  const telling = values.filter((one) => one.telling)
  const kind = kindOf(change)
  const rest = withinWords(mix, within)
  if (telling.length === 0) {
    if (rest) return `By ${dimension}, ${rest}`
    return values.length < 2 ? `${dimension} has one value only` : `No ${dimension} stands out from the others`
  }
  const isNew = telling.length === 1 && !telling[0]!.usual ? ', which is new here' : ''
  const names = list(telling.map(({ value }) => `${dimension}=${valueName(value)}`))
  const part = explained > 1.05 ? `The whole ${kind}, and more,` : `${percent(Math.min(1, explained))} of the ${kind}`
  const share = explained >= 0.995 && explained <= 1.05 ? `The whole ${kind}` : part
  return `${share} is ${names}${isNew}${rest ? `; ${rest}` : ''}`
}

function withinWords(mix: number | null, within: number | null): string {
  if (mix === null || within === null) return ''
  if (mix >= 0.8) return 'the values stayed, their proportions changed (a shift of the mix)'
  if (within >= 0.8) return 'the proportions stayed, the values within changed'
  return `${percent(mix)} by other proportions, ${percent(within)} within them`
}

/** `12 minutes`, `3 hours`, `2 days`. */
export function spanWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2880
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day']
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** What an anomaly of a type is called in a sentence. */
export const typeNouns: Record<AnomalyType, string> = {
  spike: 'spike',
  drop: 'drop',
  trend: 'drift',
  seasonal: 'unusual shape',
  missing: 'silence',
  outlier: 'unusual values',
}

type Clue = { at: string; text: string }
export type Clues = {
  startMs: number
  /** Of two starts within one bucket of this width nobody knows which was first. */
  stepMs: number
  silentSource: string | null
  /** The root, where that is another anomaly. */
  root: { subject: string; type: AnomalyType; startMs: number } | null
  telling: string | null
  /** Schema changes and notes, in order of time. */
  nearby: Clue[]
}

const before = (ms: number) => (ms < 60_000 ? 'at the same time' : `${spanWords(ms)} before`)
const longestBeforeMs = 2 * 3_600_000

/** The likeliest cause in at most three sentences; null where nothing points anywhere. */
export function causeOf({ startMs, stepMs, silentSource, root, telling, nearby }: Clues): string | null {
  const sentences: string[] = []
  if (silentSource !== null)
    sentences.push(`Nothing came from ${silentSource} at all: the source, or what connects it, was silent.`)
  else if (root) {
    const lead = startMs - root.startMs
    const named = `the ${typeNouns[root.type]} of ${root.subject}`
    if (lead > stepMs) sentences.push(`It probably follows from ${named}, which began ${spanWords(lead)} earlier.`)
    else sentences.push(`It began together with ${named}, probably for the same reason.`)
  }
  if (telling !== null && silentSource === null) sentences.push(`${telling}.`)
  const [closest] = nearby
    .filter(({ at }) => Date.parse(at) <= startMs + 5 * 60_000 && startMs - Date.parse(at) <= longestBeforeMs)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
  if (closest) sentences.push(`${closest.text} ${before(startMs - Date.parse(closest.at))}.`)
  return sentences.length > 0 ? sentences.slice(0, 3).join(' ') : null
}
