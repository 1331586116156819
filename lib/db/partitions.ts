import 'server-only'
import { arrivalSlackMs } from './arrival-slack'
import type { Sql, Transaction } from './client'
import { lockSpaces, locks } from './locks'
import { removePartition } from './remove-partition'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Rollups and sketches are partitioned by the time of their buckets, dead letters and earlier versions of rows by arrival: the width of a partition. */
const widths = {
  rollups_1m: 7 * dayMs,
  rollups_1h: 70 * dayMs,
  rollups_1d: 700 * dayMs,
  sketches_1m: 7 * dayMs,
  sketches_1h: 70 * dayMs,
  sketches_1d: 700 * dayMs,
  dead_letters: 7 * dayMs,
  row_versions: 7 * dayMs,
} as const
export type TimedTable = keyof typeof widths
export type PartitionedTable = 'events' | TimedTable

type Partition = { startsAt: number; endsAt: number; lastArrivalAt: number; opened: boolean }
type Row = { parent: PartitionedTable; starts_at: string; ends_at: string; last_arrival_at: string; opened: boolean }

const iso = (at: number) => new Date(at).toISOString()
const stamp = (at: number) => iso(at).slice(0, 13).replace(/[-T]/g, '').replace(/00$/, '')
export const partitionName = (parent: string, startsAt: number) => `${parent}_p${stamp(startsAt)}`

const toPartition = (row: Row): Partition => ({
  startsAt: new Date(row.starts_at).getTime(),
  endsAt: new Date(row.ends_at).getTime(),
  lastArrivalAt: new Date(row.last_arrival_at).getTime(),
  opened: row.opened,
})

/** Few and wide, since each new id is looked up in every partition of raw events; but a few within the retention. */
export function eventsWidth(retentionMs: number): number {
  if (retentionMs >= 21 * dayMs) return 7 * dayMs
  return retentionMs >= 3 * dayMs ? dayMs : 6 * hourMs
}

export type Retentions = Record<PartitionedTable, number>
export type Expired = Pick<Partition, 'startsAt' | 'endsAt' | 'lastArrivalAt'> & { parent: PartitionedTable }

/** Whether the time and the last arrival of a partition are both older than a retention. */
export function isOver({ endsAt, lastArrivalAt }: Omit<Expired, 'parent'>, now: number, retentionMs: number): boolean {
  const before = now - retentionMs
  return endsAt < before && lastArrivalAt < before - arrivalSlackMs
}

/** Makes partitions before they are written to, and remembers which exist; one for each process. */
export class Partitions {
  #known = new Map<PartitionedTable, Partition[]>()

  constructor(
    private readonly sql: Sql,
    private readonly retentionMs: number,
  ) {}

  /** Forgets what is known, for when a partition turned out to be gone or superseded. */
  forget() {
    this.#known.clear()
  }

  #keep(parent: PartitionedTable, partition: Partition) {
    const others = (this.#known.get(parent) ?? []).filter(({ startsAt }) => startsAt !== partition.startsAt)
    this.#known.set(parent, [...others, partition])
    return partition
  }

  /** The partition of a table other than `events` that holds the instant `at`, made if there is none; `arrivedAt` is when its data came. */
  async ensure(parent: TimedTable, at: number, arrivedAt: number): Promise<Partition> {
    const known = this.#known.get(parent)?.find(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
    if (known && arrivedAt - known.lastArrivalAt < arrivalSlackMs) return known
    const partition = await this.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${locks.partitions})`
      return this.#findOrCreate(tx, parent, at, arrivedAt)
    })
    return this.#keep(parent, partition)
  }

  /**
   * The partition that raw events are written to at `now`. When it is a new one, this waits for all writers of the one
   * before, and none can write there afterwards: so an id is sought and taken among all that were ever taken.
   */
  async open(now: number): Promise<Partition> {
    const known = this.#known.get('events')?.find(({ opened }) => opened)
    if (known && now < known.endsAt && now - known.lastArrivalAt < arrivalSlackMs) return known
    const partition = await this.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${locks.partitions})`
      await tx`select pg_advisory_xact_lock(${locks.turn})`
      const [newest] = await tx<Row[]>`
        select *, true as opened from partitions where parent = 'events' and opened_at is not null
        order by starts_at desc limit 1`
      const at = Math.max(now, newest ? toPartition(newest).startsAt : 0)
      const found = await this.#findOrCreate(tx, 'events', at, now)
      await tx`
        update partitions set opened_at = coalesce(opened_at, now())
        where parent = 'events' and starts_at = ${iso(found.startsAt)}::timestamptz`
      return { ...found, opened: true }
    })
    this.#known.delete('events')
    return this.#keep('events', partition)
  }

  /** Makes the partitions that the near future needs, so that no writer has to. */
  async makeAhead(now: number): Promise<void> {
    await this.sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${locks.partitions})`
      for (const parent of ['events', ...(Object.keys(widths) as TimedTable[])] as const) {
        const current = await this.#find(tx, parent, now)
        if (current) await this.#findOrCreate(tx, parent, current.endsAt, now)
      }
    })
  }

  async #find(tx: Transaction, parent: PartitionedTable, at: number): Promise<Partition | undefined> {
    const [found] = await tx<Row[]>`
      select *, opened_at is not null as opened from partitions
      where parent = ${parent} and starts_at <= ${iso(at)}::timestamptz and ends_at > ${iso(at)}::timestamptz`
    return found && toPartition(found)
  }

  async #findOrCreate(tx: Transaction, parent: PartitionedTable, at: number, arrivedAt: number): Promise<Partition> {
    const found = await this.#find(tx, parent, at)
    if (!found) return this.#create(tx, parent, at, arrivedAt)
    const lastArrivalAt = Math.max(found.lastArrivalAt, arrivedAt)
    await tx`
      update partitions set last_arrival_at = ${iso(lastArrivalAt)}::timestamptz
      where parent = ${parent} and starts_at = ${iso(found.startsAt)}::timestamptz`
    return { ...found, lastArrivalAt }
  }

  /** A partition around `at`, cut where neighbours of another width begin or end. */
  async #create(tx: Transaction, parent: PartitionedTable, at: number, arrivedAt: number): Promise<Partition> {
    const width = parent === 'events' ? eventsWidth(this.retentionMs) : widths[parent]
    const start = Math.floor(at / width) * width
    const [near] = await tx<{ before: string | null; after: string | null }[]>`
      select max(ends_at) filter (where ends_at <= ${iso(at)}::timestamptz) as before,
        min(starts_at) filter (where starts_at > ${iso(at)}::timestamptz) as after
      from partitions where parent = ${parent}`
    const startsAt = Math.max(start, near?.before ? new Date(near.before).getTime() : start)
    const endsAt = Math.min(start + width, near?.after ? new Date(near.after).getTime() : start + width)
    const name = partitionName(parent, startsAt)
    const [from, to] = [iso(startsAt), iso(endsAt)]
    const fillfactor = parent === 'events' ? 100 : 80
    await tx.unsafe(`create table ${name} (like ${parent} including all) with (fillfactor = ${fillfactor})`)
    if (parent === 'events') await tx.unsafe(`create unique index ${name}_ids on ${name} (id_hash)`)
    await tx.unsafe(`alter table ${parent} attach partition ${name} for values from ('${from}') to ('${to}')`)
    await tx`insert into partitions ${tx({ parent, starts_at: from, ends_at: to, last_arrival_at: iso(arrivedAt) })}`
    return { startsAt, endsAt, lastArrivalAt: arrivedAt, opened: false }
  }

  /** The partitions whose time and whose last arrival are both older than the retention of their table. */
  async #listExpired(sql: Sql, now: number, retentions: Retentions): Promise<Expired[]> {
    const rows = await sql<Row[]>`
      select partitions.*, opened_at is not null as opened from partitions order by parent, starts_at`
    return rows
      .map((row) => ({ parent: row.parent, ...toPartition(row) }))
      .filter((partition) => isOver(partition, now, retentions[partition.parent]))
  }

  /**
   * Drops expired partitions, having noted that they are gone; answers their names, and `held` those that a query still
   * reads, to be dropped by a later call. Each is detached concurrently, so writers and long queries go on. One process at a
   * time, the others answer none. What `mayGo` says no to stays.
   */
  async dropExpired(
    now: number,
    retentions: Retentions,
    mayGo: (tx: Transaction, partition: Expired) => Promise<boolean> = async () => true,
  ): Promise<{ dropped: string[]; held: string[] }> {
    const session = await this.sql.reserve()
    const outcome = { dropped: [] as string[], held: [] as string[] }
    try {
      const [turn] = await session<{ mine: boolean }[]>`select pg_try_advisory_lock(${lockSpaces.removals}, 1) as mine`
      if (!turn?.mine) return outcome
      for (const partition of await this.#listExpired(session, now, retentions)) {
        const { parent, startsAt, endsAt } = partition
        const name = partitionName(parent, startsAt)
        const noted = await this.sql.begin(async (tx) => {
          if (!(await mayGo(tx, partition))) return false
          await tx`
            insert into expired_partitions (parent, starts_at, ends_at)
            values (${parent}, ${iso(startsAt)}::timestamptz, ${iso(endsAt)}::timestamptz)
            on conflict (parent, starts_at) do update set ends_at = greatest(expired_partitions.ends_at, excluded.ends_at)`
          return true
        })
        if (!noted) continue
        const gone = await removePartition(session, parent, name)
        if (gone)
          await session`delete from partitions where parent = ${parent} and starts_at = ${iso(startsAt)}::timestamptz`
        outcome[gone ? 'dropped' : 'held'].push(name)
      }
      return outcome
    } finally {
      await session`select pg_advisory_unlock_all()`
      session.release()
      this.forget()
    }
  }
}
