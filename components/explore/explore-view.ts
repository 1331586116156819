import { parseDuration } from '@/lib/config/duration'
import { type LineVariant, lineVariants } from '@/lib/dashboards/board-words'
import { type Aggregation, aggregations, type Transform, transforms } from '@/lib/metrics/question-words'

const letters = [...'abcdefghijklmnopqrstuvwxyz']
export const mostRows = letters.length
export const mostGroups = 1000
const usualGroups = 10

/** One row: a metric (none chosen yet where `text` is empty) or a formula, and how it is asked. */
export type ExploreQuery = {
  ref: string
  kind: 'metric' | 'formula'
  text: string
  aggregation?: Aggregation
  /** Labels with commas between. */
  groupBy?: string
  /** As on the wire: `status:paid|open,channel!:web`. */
  filter?: string
  limit?: number
  transform?: Transform
  hidden?: true
}

export const scales = ['linear', 'log'] as const
export type Scale = (typeof scales)[number]
export const comparisons = ['previous_period', '1d', '1w', '30d'] as const

/** Everything that the explorer shows but its time range, which is in the address as on every page. */
export type ExploreView = {
  queries: ExploreQuery[]
  chart?: LineVariant
  scale?: Scale
  step?: string
  compare?: string
  timeZone?: string
  /** Whether what is expected is drawn behind a metric that is alone; it is unless this says otherwise. */
  expected?: false
  /** The names of series that are not drawn. */
  without: string[]
}

type Search = Pick<URLSearchParams, 'get' | 'getAll' | 'has'>

const among = <V extends string>(values: readonly V[], text: string | null) => values.find((value) => value === text)
const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as T

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

const isPeriod = (text: string) => text === 'previous_period' || (parseDuration(text) ?? 0) > 0

function readQuery(search: Search, ref: string): ExploreQuery[] {
  const of = (part: string) => search.get(`${ref}.${part}`)
  const [expr, metric] = [of('expr'), search.get(ref)]
  const limit = Number(of('top'))
  const shared = given({
    groupBy: of('by') ?? undefined,
    filter: of('where') ?? undefined,
    limit: Number.isInteger(limit) && limit >= 1 && limit <= mostGroups ? limit : undefined,
    hidden: of('off') === '1' ? (true as const) : undefined,
  })
  if (expr !== null) return [{ ref, kind: 'formula', text: expr.slice(0, 2000), ...shared }]
  if (!metric) return []
  const own = given({ aggregation: among(aggregations, of('agg')), transform: among(transforms, of('as')) })
  return [{ ref, kind: 'metric', text: metric.slice(0, 500), ...own, ...shared }]
}

/** Reads the explorer's address; what makes no sense is as if it were not there. */
export function readExplore(search: Search): ExploreView {
  const [step, compare, zone] = [search.get('step'), search.get('compare'), search.get('tz')]
  return {
    queries: letters.flatMap((ref) => readQuery(search, ref)),
    without: search.getAll('without'),
    ...given({
      chart: among(lineVariants, search.get('chart')),
      scale: among(scales, search.get('scale')),
      step: step !== null && (parseDuration(step) ?? 0) >= 1000 ? step : undefined,
      compare: compare !== null && isPeriod(compare) ? compare : undefined,
      timeZone: zone !== null && isZone(zone) ? zone : undefined,
      expected: search.get('expected') === 'off' ? (false as const) : undefined,
    }),
  }
}

const ownParam = /^(?:[a-z](?:\.(?:expr|agg|by|where|top|as|off))?|chart|scale|step|compare|tz|expected|without)$/

/** The address of a view; parameters of `kept` that are not the explorer's stay. */
export function writeExplore(view: ExploreView, kept: URLSearchParams = new URLSearchParams()): URLSearchParams {
  const search = new URLSearchParams()
  for (const { ref, kind, text, aggregation, transform, groupBy, filter, limit, hidden } of view.queries) {
    search.set(kind === 'metric' ? ref : `${ref}.expr`, text)
    const parts = { agg: aggregation, as: transform, by: groupBy, where: filter, top: limit, off: hidden && '1' }
    for (const [part, value] of Object.entries(parts)) if (value) search.set(`${ref}.${part}`, String(value))
  }
  const { chart, scale, step, compare, timeZone } = view
  for (const [name, value] of Object.entries({ chart, scale, step, compare, tz: timeZone }))
    if (value) search.set(name, value)
  if (view.expected === false) search.set('expected', 'off')
  for (const name of view.without) search.append('without', name)
  for (const [name, value] of kept) if (!ownParam.test(name)) search.append(name, value)
  return search
}

/** How many groups of a row are told apart; the others are counted together. */
export const groupsOf = ({ groupBy, limit, kind }: Pick<ExploreQuery, 'groupBy' | 'limit' | 'kind'>) =>
  limit ?? (groupBy || kind === 'formula' ? usualGroups : undefined)

/** Rows that ask something. */
export const isAsked = ({ hidden, text }: Pick<ExploreQuery, 'hidden' | 'text'>) => !hidden && text.trim() !== ''

/** The letter for one more row: the one after the last, else the first that is free; null where there are enough. */
export function nextRef(queries: readonly Pick<ExploreQuery, 'ref'>[]): string | null {
  const taken = new Set(queries.map(({ ref }) => ref))
  const after = letters.slice(letters.indexOf(queries.at(-1)?.ref ?? '') + 1)
  return [...after, ...letters].find((letter) => !taken.has(letter)) ?? null
}

type Opening = Omit<ExploreQuery, 'ref' | 'kind' | 'text'>

/** Where a metric is explored; `search` may hold a time range. */
export function exploreHref(metric: string, opening: Opening = {}, search: Record<string, string | null> = {}): string {
  const kept = new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  const query: ExploreQuery = { ref: 'a', kind: 'metric', text: metric, ...opening }
  return `/explore?${writeExplore({ queries: [query], without: [] }, kept)}`
}

const formulaName = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u

/** A row of a metric as a formula that asks the same; grouping and filter stay the row's own. */
export function queryFormula({ text, aggregation, transform }: ExploreQuery): string {
  if (!formulaName.test(text)) return text
  const read = aggregation ? `${aggregation}(${text})` : text
  return transform ? `${transform}(${read})` : read
}
