import 'server-only'
import type { Context } from '@/lib/context/context'
import { parseInstant } from '@/lib/events/instant'
import { type Storage, type StorageGroup, type StorageGroupName, storageGroups } from '../contract'
import { dropsAt } from '../expiry'
import { growthByEvents, growthByTime } from '../growth'
import { retentionsOf } from '../retention'
import {
  countChanges,
  findEarliestDay,
  listLastArrivals,
  listRelations,
  type RelationRow,
  readDatabaseBytes,
} from '../store/sizes'
import { readEngineStatus } from './engine-status'

const dayMs = 86_400_000
const minuteMs = 60_000
const range = /FROM \('([^']+)'\) TO \('([^']+)'\)/
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

function groupOf(root: string): StorageGroupName {
  if (root.startsWith('sketches_')) return 'sketches'
  return storageGroups.find((name) => name === root) ?? 'other'
}

function readPartition(relation: RelationRow, arrivals: ReadonlyMap<string, number>, retentionMs: number) {
  const [, from, to] = range.exec(relation.bound ?? '') ?? []
  const [startsAt, endsAt] = [parseInstant(from), parseInstant(to)]
  const lastArrivalAt = arrivals.get(`${relation.root} ${startsAt}`) ?? null
  return { ...relation, startsAt, endsAt, lastArrivalAt, dropsAt: dropsAt({ endsAt, lastArrivalAt }, retentionMs) }
}

type Pace = { recent: number; earliest: number; now: number }
type Part = ReturnType<typeof readPartition>

function growthOf(name: StorageGroupName, size: { bytes: number; rows: number }, parts: Part[], pace: Pace) {
  const { recent, earliest, now } = pace
  if (name === 'events') return growthByEvents(size, recent, now - earliest)
  if (!name.startsWith('rollups') && name !== 'sketches') return null
  const tables = [...new Set(parts.map(({ root }) => root))]
  const growths = tables.map((table) =>
    growthByTime(
      parts.filter(({ root }) => root === table),
      earliest,
      now,
    ),
  )
  return growths.every((growth) => growth === null) ? null : sum(growths)
}

const sum = (values: (number | null)[]) => values.reduce<number>((total, value) => total + (value ?? 0), 0)

/** How much room each kind of data takes, partition by partition, how it grows, and when it goes. */
export async function readStorage(context: Context): Promise<Storage> {
  const { db, config, now: instant } = context
  const sql = db.$client
  const now = instant.getTime()
  const minute = now - (now % minuteMs)
  const { retention } = config.metrics
  const retentions: Partial<Record<string, number>> = retentionsOf(config.metrics)
  const [engine, relations, databaseBytes, lastArrivals, earliest, recent] = await Promise.all([
    readEngineStatus(context),
    listRelations(sql),
    readDatabaseBytes(sql),
    listLastArrivals(sql),
    findEarliestDay(sql),
    countChanges(sql, minute - dayMs, minute),
  ])
  const arrivals = new Map(lastArrivals.map((one) => [`${one.parent} ${one.startsAt}`, one.lastArrivalAt]))
  const pace = { recent, earliest: earliest ?? now, now }
  const groups = storageGroups.map((name): StorageGroup => {
    const own = relations.filter(({ root }) => groupOf(root) === name)
    const kept = own.flatMap(({ root }) => retentions[root] ?? [])
    const parts = own
      .filter(({ bound }) => bound !== null)
      .map((one) => readPartition(one, arrivals, retentions[one.root] ?? retention))
    const size = { bytes: sum(own.map(({ bytes }) => bytes)), rows: sum(own.map(({ rows }) => rows)) }
    return {
      name,
      ...size,
      bytes_per_day: growthOf(name, size, parts, pace),
      retention_seconds: kept.length > 0 ? Math.round(Math.max(...kept) / 1000) : null,
      partitions: parts
        .sort((a, b) => (b.startsAt ?? 0) - (a.startsAt ?? 0))
        .map((part) => ({
          name: part.name,
          starts_at: iso(part.startsAt),
          ends_at: iso(part.endsAt),
          last_arrival_at: iso(part.lastArrivalAt),
          drops_at: iso(part.dropsAt),
          bytes: part.bytes,
          rows: part.rows,
        })),
    }
  })
  const other = groups.find(({ name }) => name === 'other')!
  other.bytes = Math.max(0, databaseBytes - sum(groups.map((group) => (group === other ? 0 : group.bytes))))
  const growths = groups.map(({ bytes_per_day }) => bytes_per_day)
  const drops = groups.flatMap(({ partitions }) => partitions.flatMap(({ drops_at }) => drops_at ?? [])).sort()
  return {
    database_bytes: databaseBytes,
    retention_seconds: Math.round(retention / 1000),
    next_drop_at: drops[0] ?? null,
    bytes_per_day: growths.every((growth) => growth === null) ? null : sum(growths),
    groups,
    engine,
  }
}
