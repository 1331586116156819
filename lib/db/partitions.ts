import 'server-only'
import type { Sql, Transaction } from './client'

const dayMs = 86_400_000

/** Tables partitioned by time, with the width of a partition: `event_ids` keeps few, as every id is looked up in each. */
const widths = {
  events: dayMs,
  event_ids: 7 * dayMs,
  rollups_1m: 7 * dayMs,
  rollups_1h: 70 * dayMs,
  rollups_1d: 700 * dayMs,
} as const
export type PartitionedTable = keyof typeof widths

type Partition = { startsAt: number; endsAt: number; lastArrivalAt: number }
type Row = { starts_at: string; ends_at: string; last_arrival_at: string }

const partitionLock = 7_301_001
const arrivalSlackMs = 3_600_000
const iso = (at: number) => new Date(at).toISOString()
const stamp = (at: number) => iso(at).slice(0, 10).replaceAll('-', '')
export const partitionName = (parent: string, startsAt: number) => `${parent}_p${stamp(startsAt)}`

const toPartition = (row: Row): Partition => ({
  startsAt: new Date(row.starts_at).getTime(),
  endsAt: new Date(row.ends_at).getTime(),
  lastArrivalAt: new Date(row.last_arrival_at).getTime(),
})

/** Makes partitions before they are written to, and remembers which exist; one for each process. */
export class Partitions {
  #known = new Map<PartitionedTable, Partition[]>()

  constructor(private readonly sql: Sql) {}

  /** Forgets what is known, for when a partition turned out to be gone. */
  forget() {
    this.#known.clear()
  }

  /** The partition of `parent` that holds the instant `at`, made if there is none; `arrivedAt` is when its data came. */
  async ensure(parent: PartitionedTable, at: number, arrivedAt: number): Promise<Partition> {
    const known = this.#known.get(parent)?.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    if (known && arrivedAt - known.lastArrivalAt < arrivalSlackMs) return known
    const partition = await this.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${partitionLock})`
      const found = await tx<Row[]>`
        update partitions set last_arrival_at = greatest(last_arrival_at, ${iso(arrivedAt)}::timestamptz)
        where parent = ${parent} and starts_at <= ${iso(at)}::timestamptz and ends_at > ${iso(at)}::timestamptz
        returning starts_at, ends_at, last_arrival_at`
      if (found[0]) return toPartition(found[0])
      return this.#create(tx, parent, at, arrivedAt)
    })
    const others = (this.#known.get(parent) ?? []).filter(({ startsAt }) => startsAt !== partition.startsAt)
    this.#known.set(parent, [...others, partition])
    return partition
  }

  async #create(tx: Transaction, parent: PartitionedTable, at: number, arrivedAt: number) {
    const width = widths[parent]
    const startsAt = Math.floor(at / width) * width
    const partition = { startsAt, endsAt: startsAt + width, lastArrivalAt: arrivedAt }
    const name = partitionName(parent, startsAt)
    const [from, to] = [iso(partition.startsAt), iso(partition.endsAt)]
    await tx.unsafe(
      `create table ${name} (like ${parent} including all) with (fillfactor = ${parent.startsWith('rollups') ? 80 : 100})`,
    )
    await tx.unsafe(`alter table ${parent} attach partition ${name} for values from ('${from}') to ('${to}')`)
    await tx`insert into partitions ${tx({ parent, starts_at: from, ends_at: to, last_arrival_at: iso(arrivedAt) })}`
    return partition
  }

  /** Drops the partitions whose time and whose last arrival both lie before `before`; answers their names. */
  async dropExpired(before: Date): Promise<string[]> {
    const expired = await this.sql<(Row & { parent: PartitionedTable })[]>`
      select parent, starts_at, ends_at, last_arrival_at from partitions
      where ends_at < ${before.toISOString()}::timestamptz
        and last_arrival_at < ${iso(before.getTime() - arrivalSlackMs)}::timestamptz`
    const names: string[] = []
    for (const row of expired) {
      const name = partitionName(row.parent, new Date(row.starts_at).getTime())
      await this.sql.begin(async (tx) => {
        await tx`select pg_advisory_xact_lock(${partitionLock})`
        await tx.unsafe(`drop table if exists ${name}`)
        await tx`delete from partitions where parent = ${row.parent} and starts_at = ${row.starts_at}`
      })
      names.push(name)
    }
    this.forget()
    return names
  }
}
