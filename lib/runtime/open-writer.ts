import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { Sql } from '@/lib/db/client'
import type { DiskSpace } from '@/lib/db/disk-space'
import { Partitions } from '@/lib/db/partitions'
import { createCommit } from '@/lib/events/service/commit'
import type { Committed } from '@/lib/events/service/write-group'
import { Writer } from '@/lib/events/writer'
import type { AnswersAtHand } from '@/lib/metrics/answers-at-hand'
import type { Catalog } from '@/lib/metrics/service/catalog'
import type { Compactor } from '@/lib/metrics/service/compactor'
import type { RuleBook } from '@/lib/quality/service/rule-book'
import type { QualityWatch } from '@/lib/quality/service/watch'
import type { SchemaWatch } from '@/lib/schemas/service/watch'
import { figures } from './figures'
import type { Live } from './live'
import type { Log } from './log'

/** Two let one group be prepared while PostgreSQL works on the other. */
export const writersInFlight = 2

const diskIsFull = { message: 'The disk of the database is almost full', reason: 'disk' }

type Commit = ConstructorParameters<typeof Writer>[0]

type WriterParts = {
  config: Config
  sql: Sql
  catalog: Catalog
  compactor: Compactor
  live: Live
  schemas: SchemaWatch
  log: Log
  disk: DiskSpace | undefined
  rules: RuleBook
  quality: QualityWatch
  discovered(): void
  full(): { message: string; reason: string } | null
  atHand: AnswersAtHand | undefined
}

/** The writer of this process: what it commits is told to whoever waits for it. */
export function openWriter(parts: WriterParts): Writer {
  const { config, sql, catalog, compactor, live, log, disk, rules, quality, schemas, discovered, full, atHand } = parts
  const commit = {
    sql,
    catalog,
    rules,
    partitions: new Partitions(sql, config.metrics.retention),
    autoDiscover: config.metrics.auto_discover,
    committed: ({ tables, discovered: metrics, lines, broken, stored }: Committed) => {
      atHand?.changed(tables)
      schemas.saw(stored)
      live.publish({ tables, topics: metrics.length > 0 ? ['metrics'] : [] })
      if (metrics.length > 0) {
        log.info({ metrics: metrics.length, tables }, 'discovered metrics')
        discovered()
      }
      if (broken && config.quality.enabled) quality.ask()
      return compactor.wrote(lines)
    },
  }
  const { queue_events, queue_bytes, group_events } = config.ingest
  return new Writer(timed(createCommit(commit), atHand), {
    queueEvents: queue_events,
    queueBytes: queue_bytes,
    groupEvents: group_events,
    inFlight: writersInFlight,
    overlapEvents: 200,
    returnMs: 2,
    blocked: () => (disk?.low ? diskIsFull : full()),
  })
}

/** The same commit, with its size, its time and its failures counted, and what it changes told before it is answered. */
function timed(commit: Commit, atHand: AnswersAtHand | undefined): Commit {
  return async (events) => {
    const { commits } = figures
    const startedAt = performance.now()
    try {
      const verdicts = await commit(events)
      commits.seconds.observe((performance.now() - startedAt) / 1000)
      commits.events.observe(events.length)
      atHand?.changed(new Set(events.map(({ table }) => table)))
      return verdicts
    } catch (error) {
      commits.failed += 1
      // It may have been committed all the same.
      atHand?.changedAll()
      throw error
    }
  }
}
