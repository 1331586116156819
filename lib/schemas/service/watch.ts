import 'server-only'
import { hash as digest } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import type { Database } from '@/lib/db/client'
import { type Structure, sameStructure } from '@/lib/events/structure'
import type { ColumnState } from '@/lib/metrics/store/write'
import type { Log } from '@/lib/runtime/log'
import { absorbDefinition } from '../absorb'
import { applyDifferences } from '../apply-differences'
import type { Said, Slot } from '../definition'
import { inferDifferences, inferredAt } from '../infer'
import { orderOf, type Place, placeKey } from '../place'
import { readBlock } from '../read-block'
import { lockTable } from '../store/tables'
import { WatchedRows } from '../watched-rows'
import { recordAbsorbed } from './record'
import { applyNewStatements } from './statements'

type Event = {
  type: string
  at: number
  after: Record<string, unknown> | null
  detail: Record<string, unknown> | null
  structure?: Structure
}
type Table = Place & { measured: boolean }
/** A group of events that is stored, and what it showed of the columns of tables. */
export type StoredGroup = {
  events: readonly { event: Event; table: Table }[]
  columns: ReadonlyMap<Place, ReadonlyMap<string, Pick<ColumnState, 'counts'>>>
}

type Told = { slot: Slot; said: Said; hash: string; at: number; order?: string }
type Known = { structure?: Structure; hash: string; at: number }
type Watched = { place: Place; known: Map<Slot, Known>; told: Told[]; rows: WatchedRows }

const urgentMs = 250
const routineMs = 30_000
const mostTold = 1000
/** Where one of these tells of a table, its rows need not. */
const tellers: Slot[] = ['block', 'columns', 'relation', 'source']

const hashOf = (said: Said) => digest('sha256', JSON.stringify(said), 'hex').slice(0, 24)

const readStructure = (said: Structure): Said =>
  said.slot === 'block'
    ? readBlock(said.fields, said.key)
    : { columns: said.columns.map((column) => ({ ...column })), ...(said.key ? { primaryKey: [...said.key] } : {}) }

/**
 * Looks at what is stored for changes of schemas, beside ingestion and never in its way: what this process knows already
 * costs a comparison, and what is new is written a moment later, each table by itself under its lock.
 */
export class SchemaWatch {
  #tables = new Map<string, Watched>()
  #byTable = new WeakMap<Place, Watched>()
  #dirty = new Set<Watched>()
  #statements = true
  #timer: NodeJS.Timeout | null = null
  #dueAt = Number.POSITIVE_INFINITY
  #running: Promise<void> | null = null
  #stopped = false

  constructor(
    private readonly db: Database,
    private readonly log: Log,
  ) {}

  #of(place: Place): Watched {
    const kept = this.#byTable.get(place)
    if (kept) return kept
    const key = placeKey(place)
    let watched = this.#tables.get(key)
    if (!watched) {
      const { source, database, schema, table } = place
      watched = { place: { source, database, schema, table }, known: new Map(), told: [], rows: new WatchedRows() }
      this.#tables.set(key, watched)
    }
    this.#byTable.set(place, watched)
    return watched
  }

  /** Takes note of a group that is stored. Never throws. */
  saw(group: StoredGroup) {
    try {
      this.#saw(group)
    } catch (error) {
      this.log.error({ err: error }, 'schemas of stored events were not looked at')
    }
  }

  #saw({ events, columns }: StoredGroup) {
    let last: Table | undefined
    let watched: Watched | undefined
    for (const { event, table } of events) {
      if (event.type === 'DDL') {
        this.#statements = true
        this.#ask(urgentMs)
        continue
      }
      if (table !== last) {
        last = table
        watched = table.measured ? this.#of(table) : undefined
      }
      if (!watched) continue
      if (event.structure) this.#hear(watched, event.structure, event)
      else watched.rows.count(event)
    }
    for (const [table, seen] of columns) {
      const one = this.#byTable.get(table)
      if (!one?.rows.counted) continue
      const urgent = one.rows.learn(seen, events, table)
      this.#dirty.add(one)
      this.#ask(urgent ? urgentMs : routineMs)
    }
  }

  #hear(watched: Watched, structure: Structure, { at, detail }: Event) {
    const known = watched.known.get(structure.slot)
    if (known?.structure && sameStructure(known.structure, structure)) return
    if (known && at < known.at) return
    this.#tell(watched, structure.slot, readStructure(structure), { at, order: orderOf(detail?.position), structure })
  }

  #tell(
    watched: Watched,
    slot: Slot,
    said: Said,
    { at, order, structure }: { at: number; order?: string; structure?: Structure },
  ) {
    const hash = hashOf(said)
    const known = watched.known.get(slot)
    watched.known.set(slot, { structure, hash, at: known?.hash === hash ? known.at : at })
    if (known?.hash === hash || watched.told.length >= mostTold) return
    watched.told.push({ slot, said, hash, at, order })
    this.#dirty.add(watched)
    this.#ask(urgentMs)
  }

  /** Takes note of a whole definition that somebody else than an event tells, such as the catalogue of a source. */
  learn(place: Place, slot: Slot, said: Said, at: number) {
    this.#tell(this.#of(place), slot, said, { at })
  }

  #ask(ms: number) {
    const dueAt = performance.now() + ms
    if (this.#stopped || dueAt >= this.#dueAt) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => void this.flush(), ms)
    this.#timer.unref()
  }

  /** Writes what is not written yet; what fails is tried again later. */
  async flush(): Promise<void> {
    await this.#running
    this.#running ??= this.#write().finally(() => {
      this.#running = null
    })
    await this.#running
  }

  async #write() {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#dueAt = Number.POSITIVE_INFINITY
    try {
      if (this.#statements) {
        this.#statements = false
        await applyNewStatements(this.db, new Date())
      }
    } catch (error) {
      this.#statements = true
      this.#fail(error)
    }
    for (const watched of [...this.#dirty]) {
      this.#dirty.delete(watched)
      const told = watched.told.splice(0)
      try {
        await this.#writeTable(watched, told)
      } catch (error) {
        watched.told.unshift(...told)
        this.#dirty.add(watched)
        this.#fail(error)
        return
      }
    }
  }

  #fail(error: unknown) {
    this.log.warn({ err: error }, 'changes of schemas are not written yet')
    this.#ask(routineMs)
  }

  async #writeTable(watched: Watched, told: Told[]) {
    const { place, rows } = watched
    told.sort((a, b) => a.at - b.at)
    const now = new Date()
    const seen = rows.take()
    try {
      await this.db.transaction(async (tx) => {
        const since = Math.min(now.getTime(), told[0]?.at ?? seen?.newestAt ?? now.getTime())
        let row = await lockTable(tx, place, uuidv7(), new Date(since))
        for (const { slot, said, hash, at, order } of told) {
          const absorbed = absorbDefinition(row.state, slot, said, hash, { table: place.table, at, order })
          if (absorbed) row = (await recordAbsorbed(tx, row, absorbed, {}, now)).row
        }
        const isTold = tellers.some((slot) => watched.known.has(slot))
        if (seen && !isTold && !row.state.dropped) {
          const { state, found } = inferDifferences(row.state, seen)
          const absorbed = { state, changes: [], known: [] } as ReturnType<typeof applyDifferences>
          for (const { at, difference } of found) {
            const next = applyDifferences(absorbed.state, [difference], inferredAt(place.table, at))
            absorbed.state = next.state
            absorbed.changes.push(...next.changes)
          }
          row = (await recordAbsorbed(tx, row, absorbed, {}, now)).row
        }
        for (const [slot, known] of watched.known) {
          const fact = row.state.facts[slot]
          if (fact && fact.hash !== known.hash) watched.known.set(slot, { hash: fact.hash, at: fact.at })
          if (!fact) watched.known.delete(slot)
        }
        rows.settle(row.state, isTold)
      })
    } catch (error) {
      rows.putBack(seen)
      throw error
    }
  }

  async stop() {
    await this.flush()
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
  }
}
