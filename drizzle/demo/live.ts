import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { type IncidentKind, liveIncident } from './incidents'
import { Shop } from './shop'
import type { Change, Customer, Order, Payment, Product, Table } from './shop-tables'

type Live = { sql: Sql; seed: string; signal: AbortSignal; say(text: string): void }

const reserve = 400
const low = 100
const iso = (row: { created_at: Date; updated_at: Date }) => ({
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
})

/** Ids that the database has set aside, so that the rows of others never meet ours. */
function createIds(sql: Sql) {
  const ids: Record<Table, number[]> = { customers: [], products: [], orders: [], payments: [] }
  return {
    async refill() {
      for (const table of ['customers', 'orders', 'payments'] as const) {
        if (ids[table].length >= low) continue
        const rows = await sql<
          { id: number }[]
        >`select nextval(${`${table}_id_seq`})::int as id from generate_series(1, ${reserve})`
        ids[table].push(...rows.map(({ id }) => id))
      }
    },
    next(table: Table) {
      const id = ids[table].shift()
      if (id === undefined) throw new Error(`no id of ${table} is left`)
      return id
    },
  }
}

async function readShop(sql: Sql, shop: Shop, now: number) {
  const rows = <T>(found: readonly { created_at: Date; updated_at: Date }[]) =>
    found.map((row) => ({ ...row, ...iso(row) })) as T[]
  const stand = async <T>(table: Table, where = '') =>
    rows<T>(await sql.unsafe(`select * from ${table} ${where} order by id`))
  const open = `status in ('pending', 'paid', 'shipped') and created_at > now() - interval '10 days'`
  const customers = await stand<Customer>('customers', 'where id <= 3000')
  shop.stock(customers, await stand<Product>('products'))
  const paymentsOf = new Map<number, Payment[]>()
  for (const payment of await stand<Payment>('payments', `where order_id in (select id from orders where ${open})`)) {
    paymentsOf.set(payment.order_id, [...(paymentsOf.get(payment.order_id) ?? []), payment])
  }
  const orders = await stand<Order>('orders', `where ${open}`)
  const idleMs = now - Math.max(0, ...orders.map(({ updated_at }) => Date.parse(updated_at)))
  const catchUpMs = Math.max(600_000, Math.min(idleMs, 43_200_000))
  for (const order of orders) shop.resume(order, paymentsOf.get(order.id) ?? [], now, catchUpMs)
  return orders.length
}

/** The columns that a change writes. */
function written({ before, after }: Change) {
  const names = Object.keys(after) as (keyof typeof after)[]
  return before ? names.filter((name) => before[name] !== after[name]) : names
}

async function write(sql: Sql, changes: Change[]) {
  await sql.begin(async (tx) => {
    for (const change of changes) {
      const { table, before, after } = change
      const values = Object.fromEntries(written(change).map((name) => [name, after[name]]))
      if (before) await tx`update ${tx(table)} set ${tx(values)} where id = ${after.id}`
      else await tx`insert into ${tx(table)} ${tx(values)} on conflict (id) do nothing`
    }
  })
}

const releaseAfterMs = 180_000

/** A release of the shop's application: a column that nobody reads yet, added once. */
async function release(sql: Sql, say: Live['say']) {
  await sql`ALTER TABLE products ADD COLUMN IF NOT EXISTS weight_grams integer`
  say('The shop was released: products have weight_grams from now on')
}

/** Keeps the shop going in plain SQL until `signal`: each row when its time has come, incidents announced. */
export async function liveOn({ sql, seed, signal, say }: Live): Promise<void> {
  const since = Date.now()
  const ids = createIds(sql)
  const shop = new Shop({
    seed,
    incidentAt: (at) => liveIncident(since, at),
    nextId: (table) => ids.next(table),
    forgets: true,
  })
  await ids.refill()
  const open = await readShop(sql, shop, since)
  say(`The shop is open: ${open} orders under way`)
  let announced: IncidentKind | null = null
  let released = false
  for (const { at, changes } of shop.run(since, () => Number.POSITIVE_INFINITY)) {
    const waitMs = at - Date.now()
    if (waitMs > 0) await pause(waitMs, undefined, { signal })
    const incident = liveIncident(since, Date.now())?.kind ?? null
    if (incident !== announced) {
      say(incident ? `Incident begins: ${incident}` : `Incident is over: ${announced}`)
      announced = incident
    }
    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted()
      try {
        await write(sql, changes)
        await ids.refill()
        if (!released && Date.now() - since > releaseAfterMs) {
          await release(sql, say)
          released = true
        }
        break
      } catch (error) {
        if (attempt === 0) say(`The shop cannot write (${(error as Error).message}); trying again`)
        await pause(Math.min(5000, 250 * 2 ** attempt), undefined, { signal })
      }
    }
  }
}
