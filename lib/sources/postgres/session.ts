import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from 'pg'
import type { FollowedTable } from '../contract'
import { deliver } from '../deliver'
import type { Attempt, FollowParts } from '../follower'
import { Pump } from '../pump'
import { takeReread } from '../store/controls'
import { findPosition, replacePosition, updatePosition } from '../store/positions'
import { isWanted, tableName } from './catalog'
import { connectSource, type PostgresSource } from './connect'
import { keepFacts } from './facts'
import { Keeper } from './keeper'
import { formatLsn, parseLsn } from './lsn'
import { noteTables, type Prepared, prepareSource, type Survey, surveyTables, voidTables } from './prepare-source'
import { createReader, type Mark } from './reader'
import type { NativeMessage, Origin } from './row-event'
import { createSlot, dropSlot } from './slot'
import { outlastOpenTransactions, readTables, type TableRead } from './snapshot'
import { openStream, type Stream } from './stream'

export type SessionParts = FollowParts & Attempt & { source: PostgresSource }

const surveyMs = 5000
const drainMs = 5000
const logMs = 10_000
const bounds = { batchEvents: 1000, waitingEvents: 4000, waitingBytes: 8 * 1024 * 1024 }

/** One try at following a source: prepares it, reads what is to be read, streams until something breaks or `signal` aborts. */
export class Session {
  #tables: Record<string, FollowedTable> = {}
  #problems = ''
  readonly #abort = new AbortController()
  readonly #signal: AbortSignal

  constructor(private readonly parts: SessionParts) {
    this.#signal = AbortSignal.any([parts.signal, this.#abort.signal])
  }

  get #name() {
    return this.parts.source.name
  }

  async run(): Promise<void> {
    const { source, signal } = this.parts
    const admin = await connectSource(source, { lost: (error) => this.#abort.abort(error) })
    this.#signal.addEventListener('abort', () => admin.end().catch(() => {}), { once: true })
    try {
      const { db } = this.parts.makeContext()
      const prepared = await prepareSource(admin, source, await findPosition(db, source.name))
      this.#tell(prepared, prepared.database)
      const position = await this.#begin(admin, prepared)
      await this.#stream(admin, prepared, position)
    } catch (error) {
      if (signal.aborted) return
      throw this.#abort.signal.aborted ? (this.#abort.signal.reason ?? error) : error
    } finally {
      this.#abort.abort()
      await admin.end().catch(() => {})
    }
  }

  #origin({ database }: Pick<Prepared, 'database'>): Origin {
    const keyOf = (schema: string, table: string) => this.#tables[tableName(schema, table)]?.keyColumns ?? []
    return { source: this.#name, database, keyOf }
  }

  async #deliver(events: unknown[]): Promise<void> {
    const { makeContext, ingest } = this.parts
    await deliver({ makeContext, ingest, source: this.#name, signal: this.#signal }, events)
  }

  /** Tells how the tables are defined that are published, as far as their columns are. */
  #tell({ tables, mark }: Survey, database: string) {
    for (const { table, published } of tables) {
      const place = { source: this.#name, database, schema: table.schema, table: table.name }
      const columns = table.defined.columns.filter(({ name }) => published.columns?.includes(name) ?? true)
      this.parts.learn(place, 'source', { ...table.defined, columns }, Date.parse(mark.at))
    }
  }

  async #keepTables() {
    const { db } = this.parts.makeContext()
    await updatePosition(db, this.#name, { tables: this.#tables, updatedAt: new Date() })
  }

  /** The position to stream from: the slot's, made and read first where there is none. */
  async #begin(admin: Client, prepared: Prepared): Promise<bigint> {
    const { source, makeContext } = this.parts
    const { start, identity } = prepared
    const { db, log } = makeContext()
    const known = await findPosition(db, source.name)
    if (start.kind === 'resume') {
      this.#tables = noteTables(prepared, known?.tables ?? {}, { read: !source.snapshot, reset: false })
      await this.#keepTables()
      return parseLsn(start.position) ?? 0n
    }
    if (start.kind === 'again')
      log.error({ source: source.name, reason: start.reason }, 'changes were missed; tables are read anew')
    if (start.kind === 'again' && start.drop) await dropSlot(admin, source.slot)
    this.#tables = noteTables(
      prepared,
      {},
      { read: !source.snapshot, reset: known !== null && known.position !== null },
    )
    const claim = { name: source.name, identity, slot: source.slot, tables: this.#tables, updatedAt: new Date() }
    await replacePosition(db, claim)
    this.parts.report('snapshotting', 'waiting for open transactions of the source to end')
    const slot = await createSlot(source, source.slot, prepared.role, this.#signal)
    try {
      await updatePosition(db, source.name, { position: slot.position, updatedAt: new Date() })
      await this.#read(prepared, slot.snapshot)
    } finally {
      await slot.release()
    }
    return parseLsn(slot.position) ?? 0n
  }

  async #read(survey: Survey & Pick<Prepared, 'role' | 'database'>, snapshot: string | null) {
    const { source, makeContext, report } = this.parts
    const reads: TableRead[] = survey.tables.flatMap(({ table, published }) => {
      const noted = this.#tables[tableName(table.schema, table.name)]
      if (!noted || noted.read) return []
      const { lsn, at, keyColumns, reset } = noted
      const reading = { slot: source.slot, lsn, at, schema: table.schema, table: table.name, keyColumns }
      return [{ table, published, reading, reset }]
    })
    if (reads.length === 0) return
    let tablesDone = 0
    let loggedAt = Date.now()
    await readTables(reads, {
      reached: source,
      role: survey.role,
      origin: this.#origin(survey),
      snapshot,
      signal: this.#signal,
      deliver: (events) => this.#deliver(events),
      progress: async ({ table }, rows, done) => {
        const name = tableName(table.schema, table.name)
        const isDue = done || Date.now() - loggedAt > logMs
        if (isDue)
          makeContext().log.info({ source: source.name, table: name, rows }, done ? 'table read' : 'reading table')
        if (isDue) loggedAt = Date.now()
        tablesDone += done ? 1 : 0
        const tables = { tables_done: tablesDone, tables_total: reads.length }
        const progress = { table: name, rows, estimate: table.estimate, ...tables }
        if (snapshot !== null) report('snapshotting', `${name}: ${rows} rows read`, progress)
        else report('streaming', this.#problems, done && tablesDone === reads.length ? undefined : progress)
        if (!done) return
        this.#tables = { ...this.#tables, [name]: { ...this.#tables[name]!, read: true } }
        await this.#keepTables()
      },
    })
  }

  /** Has tables read again that people asked for: all that is known of their rows is then void, and told anew. */
  async #takeReread({ mark }: Survey) {
    await takeReread(this.parts.makeContext().db, this.#name, async (tx, asked) => {
      this.#tables = voidTables(this.#tables, asked, mark)
      await updatePosition(tx, this.#name, { tables: this.#tables, updatedAt: new Date() })
    })
  }

  async #stream(admin: Client, prepared: Prepared, position: bigint) {
    const { source, makeContext, report } = this.parts
    const fail = (error: unknown) => this.#abort.abort(error)
    let stream: Stream | null = null
    const keeper = new Keeper({
      save: ({ lsn, lastEventAt, lagSeconds }) =>
        updatePosition(makeContext().db, source.name, {
          position: formatLsn(lsn),
          lagSeconds,
          ...(lastEventAt === null ? {} : { lastEventAt: new Date(lastEventAt) }),
          updatedAt: new Date(),
        }),
      acknowledge: (lsn) => stream?.acknowledge(lsn),
      failed: fail,
      position,
    })
    const covered = ({ lsn, at }: Mark) => keeper.committed(lsn, at)
    const pump = new Pump<NativeMessage, Mark>((events) => this.#deliver(events), covered, fail, bounds)
    const reader = createReader(this.#origin(prepared), (schema, table) => isWanted(source, schema, table), {
      event: (event, bytes) => pump.push(event, bytes),
      mark: (mark) => pump.mark(mark),
    })
    stream = openStream({
      reached: source,
      slot: source.slot,
      position,
      publications: prepared.publications,
      started: () => report('streaming', this.#problems),
      take: (change) => {
        reader.take(change)
        return pump.room()
      },
      caughtUp: (lsn, urgent) => {
        if (pump.idle && !reader.inside) keeper.idle(lsn, urgent)
      },
    })
    const over = new Promise<never>((_, reject) => {
      const ended = () => reject(this.#signal.reason)
      if (this.#signal.aborted) ended()
      else this.#signal.addEventListener('abort', ended, { once: true })
    })
    try {
      await Promise.race([stream.ended, over, this.#watch(admin, prepared)])
    } finally {
      stream.hold()
      await Promise.race([pump.drain(), pause(drainMs, undefined, { ref: false })])
      if (pump.idle) await keeper.flush()
      keeper.end()
      await stream.stop()
    }
  }

  /** Takes up tables as they appear, and reads what is not read yet. Rejects where the stream must begin anew for it. */
  async #watch(admin: Client, prepared: Prepared): Promise<never> {
    const { source, makeContext, report } = this.parts
    let survey: Survey = prepared
    for (;;) {
      const problems = survey.problems.join('; ')
      if (problems !== this.#problems) {
        if (problems !== '') makeContext().log.warn({ source: source.name, problems }, 'some tables cannot be followed')
        report('streaming', problems)
        this.#problems = problems
      }
      if (survey.publications.length !== prepared.publications.length)
        throw new Error('Connection ended: publications have changed')
      const noted = noteTables(survey, this.#tables, { read: !source.snapshot, reset: false })
      const changed = JSON.stringify(noted) !== JSON.stringify(this.#tables)
      this.#tables = noted
      if (changed) await this.#keepTables()
      await this.#takeReread(survey)
      if (Object.values(this.#tables).some(({ read }) => !read)) {
        await outlastOpenTransactions(admin, () => pause(200, undefined, { signal: this.#signal }))
        await this.#read({ ...survey, role: prepared.role, database: prepared.database }, null)
      }
      await keepFacts(admin, makeContext().db, source)
      this.parts.changed()
      await pause(surveyMs, undefined, { signal: this.#signal })
      survey = await surveyTables(admin, source)
      this.#tell(survey, prepared.database)
    }
  }
}
