import 'server-only'
import type { Context } from '@/lib/context/context'
import { ageSteps } from '../freshness'
import { type Grid, stepSpan } from '../grid'
import type { SeriesRecord } from '../store/read'
import { readSamples, type Samples } from './samples'

const events = { kind: 'events', field: null } as const

const newestOf = (steps: Samples[number]) =>
  new Map([...steps].flatMap(([step, one]) => ('lastAt' in one ? [[step, one.lastAt] as const] : [])))

/** The age of the newest event of each group, by step of the grid; told when it is asked for, from the rollups of events. */
export async function readFreshness(
  context: Context,
  groups: { members: SeriesRecord[] }[],
  grid: Grid,
): Promise<Samples> {
  if (grid.starts.length === 0) return groups.map(() => new Map())
  const now = context.now.getTime()
  const { from } = stepSpan(grid, 0)
  const to = Math.max(from, Math.min(grid.to, now + 1))
  const asked = { metric: events, groups: groups.map(({ members }) => members), withLast: false, sketched: false }
  const starts = [from, ...grid.starts.slice(1)]
  const [earlier, own] = await Promise.all([
    readSamples(context, { ...asked, from: 0, to: Math.min(from, now + 1), starts: [0] }),
    readSamples(context, { ...asked, from, to, starts }),
  ])
  return groups.map((_, group) => ageSteps(grid, newestOf(own[group]!), newestOf(earlier[group]!).get(0) ?? null, now))
}
