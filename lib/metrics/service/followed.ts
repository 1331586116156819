import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { Moment } from '@/lib/events/timeline'
import type { LevelKind } from '../contract'
import type { Followed } from '../levels'
import { type LevelState, readLevelStates } from '../store/levels'

/** What the levels of a table are computed with, ready for use. `ended`: fields that are followed no more, by kind. */
export type TableLevels = Followed & {
  version: number
  truncations: readonly Moment[]
  ended: Record<LevelKind, ReadonlySet<string>>
}

export function toLevels({ version, truncations, followed }: LevelState): TableLevels {
  const fields = (kind: LevelKind, ended: boolean) =>
    new Set(followed.filter((one) => one.kind === kind && one.ended === ended).map(({ field }) => field))
  return {
    version,
    truncations,
    rows: fields('rows', false).size > 0,
    totals: fields('total', false),
    currents: fields('current', false),
    ended: { rows: fields('rows', true), total: fields('total', true), current: fields('current', true) },
  }
}

/** What this process knows of the levels of tables. A commit fails (DW002) where it is outdated. */
export class FollowedLevels {
  #known = new Map<number, TableLevels>()

  constructor(private readonly sql: Sql) {}

  /** Those of a table that the catalog knows. */
  find(tableId: number): TableLevels {
    const known = this.#known.get(tableId)
    if (!known) throw new Error(`the levels of table ${tableId} were not loaded`)
    return known
  }

  keep(state: LevelState) {
    this.#known.set(state.tableId, toLevels(state))
  }

  async load(tableIds: number[]) {
    if (tableIds.length > 0) for (const state of await readLevelStates(this.sql, tableIds)) this.keep(state)
  }
}
