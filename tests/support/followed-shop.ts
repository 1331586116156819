import type postgres from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { closeDatabase, type Database } from '@/lib/db/client'
import { createSink, follow, openOwnDatabase, type Sink, startSourceDatabase, until } from './source-database'

type Following = ReturnType<typeof follow>

export const stateOf = (sources: Following) => sources.status()[0]?.state
export const detailOf = (sources: Following) => sources.status()[0]?.detail ?? ''

/** A server for the file, and for each test an empty database to follow, which `sink` hears of. */
export class FollowedShop {
  server!: Awaited<ReturnType<typeof startSourceDatabase>>
  db!: Database
  shop!: postgres.Sql
  sink!: Sink
  name = ''
  readonly running: Following[] = []

  constructor() {
    let count = 0
    beforeAll(async () => {
      this.server = await startSourceDatabase()
      this.db = openOwnDatabase(this.server.url)
    })
    afterAll(async () => {
      await closeDatabase(this.db)
      await this.server.stop()
    })
    beforeEach(async () => {
      count += 1
      this.name = `shop_${count}`
      this.shop = await this.server.create(this.name)
      this.sink = createSink()
    })
    afterEach(async () => {
      await Promise.all(this.running.splice(0).map((sources) => sources.stop()))
      await this.shop.end({ timeout: 1 })
      await this.server.dropSlot(this.name)
    })
  }

  start(options: { url?: string; tables?: string[]; snapshot?: boolean } = {}) {
    const sources = follow(this.db, this.sink, { name: this.name, url: this.server.sourceUrl(this.name), ...options })
    this.running.push(sources)
    return sources
  }

  async startStreaming(options: Parameters<FollowedShop['start']>[0] = {}) {
    const sources = this.start(options)
    await until(
      () => stateOf(sources) === 'streaming',
      () => sources.status(),
    )
    return sources
  }

  async makeOrders(rows = 0) {
    await this
      .shop`create table orders (id serial primary key, amount numeric(10,2), status text not null default 'pending')`
    if (rows > 0) await this.shop`insert into orders (amount) select n / 100.0 from generate_series(1, ${rows}) n`
  }

  /** The rows that the events, applied in order, say there are. */
  replay(table: string) {
    const rows = new Map<string, unknown>()
    for (const event of this.sink.of(table)) {
      if (event.type === 'TRUNCATE') rows.clear()
      else if (event.type === 'DELETE') rows.delete(JSON.stringify(event.key))
      else {
        const old =
          event.before &&
          event.key &&
          Object.fromEntries(Object.keys(event.key).map((column) => [column, event.before?.[column]]))
        if (event.type === 'UPDATE' && old) rows.delete(JSON.stringify(old))
        rows.set(JSON.stringify(event.key), event.after)
      }
    }
    return [...rows.values()]
  }

  /** The same as levels are kept: by key, what is older than what is known is left. */
  levels(table: string) {
    const rows = new Map<string, { at: string; after: unknown }>()
    for (const { key, after, timestamp } of this.sink.of(table)) {
      const name = JSON.stringify(key)
      if ((rows.get(name)?.at ?? '') <= timestamp) rows.set(name, { at: timestamp, after })
    }
    const left = [...rows.values()].flatMap(({ after }) => (after === null ? [] : [after as { id: number }]))
    return left.sort((a, b) => a.id - b.id)
  }
}
