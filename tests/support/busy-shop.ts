import type postgres from 'postgres'
import { createRandom } from '@/drizzle/demo/prng'

const statuses = ['new', 'paid', 'sent', 'void', null]
/** Large enough to be stored apart from its row, so that an UPDATE of other columns leaves it out. */
const large = (mark: number) => `${mark} `.repeat(3000)

export const shopTables = ['orders', 'items', 'parts'] as const

/** A database to follow: one table whose key alone is in the log before a change, one with the whole row, one with a key of two columns. */
export async function makeShop(sql: postgres.Sql) {
  const columns = 'amount numeric(12,3), status text, note text, vip boolean not null default false'
  await sql.unsafe(`
    create table orders (id int primary key, ${columns});
    create table items (id int primary key, ${columns});
    create table parts (a int, b int, ${columns}, primary key (a, b));
    alter table items replica identity full`)
  for (const table of shopTables) await sql.unsafe(`alter table ${table} alter column note set storage external`)
}

/** One of several that change the shop at random, each in rows of its own, until `stop` is called. */
export class Customer {
  #random: () => number
  #stopped = false
  done = 0

  constructor(
    private readonly sql: postgres.Sql,
    private readonly number: number,
    private readonly empties: boolean,
  ) {
    this.#random = createRandom('customer', number)
  }

  #below(most: number) {
    return Math.floor(this.#random() * most)
  }

  #id() {
    return this.number * 1000 + this.#below(200)
  }

  #keyOf(table: string, id: number) {
    return table === 'parts' ? this.sql`a = ${id} and b = ${id % 7}` : this.sql`id = ${id}`
  }

  async #change(tx: postgres.TransactionSql) {
    const table = shopTables[this.#below(3)]!
    const id = this.#id()
    const key = this.#keyOf(table, id)
    const amount = this.#random() < 0.1 ? null : (this.#below(2_000_000) - 300_000) / 1000
    const status = statuses[this.#below(statuses.length)]!
    const dice = this.#random()
    if (this.empties && dice < 0.003) await tx`truncate ${tx(table)}`
    else if (dice < 0.45) {
      const row = { amount, status, note: large(this.#below(5)), vip: this.#random() < 0.5 }
      const named = table === 'parts' ? { a: id, b: id % 7, ...row } : { id, ...row }
      await tx`insert into ${tx(table)} ${tx(named)} on conflict do nothing`
    } else if (dice < 0.7) await tx`update ${tx(table)} set status = ${status}, amount = ${amount} where ${key}`
    else if (dice < 0.76) await tx`update ${tx(table)} set note = ${large(this.#below(5))} where ${key}`
    else if (dice < 0.8) await tx`update ${tx(table)} set amount = amount + 0.5 where amount < 100`
    else if (dice < 0.88) await this.#move(tx, table, id)
    else await tx`delete from ${tx(table)} where ${key}`
  }

  /** Gives a row the key of one that there is not. */
  async #move(tx: postgres.TransactionSql, table: string, id: number) {
    const other = this.#id()
    const column = tx(table === 'parts' ? 'a' : 'id')
    await tx`
      update ${tx(table)} set ${column} = ${other} where ${column} = ${id}
        and not exists (select from ${tx(table)} as taken where taken.${column} = ${other})`
  }

  async work() {
    while (!this.#stopped) {
      const changes = 1 + this.#below(4)
      const abort = this.#random() < 0.05
      await this.sql
        .begin(async (tx) => {
          for (let n = 0; n < changes; n += 1) await this.#change(tx)
          if (abort) throw new Error('changed my mind')
        })
        .then(
          () => {
            this.done += 1
          },
          (error) => {
            const passing = ['40P01', '23505', '40001'].includes((error as { code?: string }).code ?? '')
            if (!passing && (error as Error).message !== 'changed my mind') throw error
          },
        )
    }
  }

  stop() {
    this.#stopped = true
  }
}

/** What the levels of a table are, as the shop itself counts them: text by metric and label. */
export async function countShop(sql: postgres.Sql, table: string): Promise<Map<string, string>> {
  const [whole] = await sql<{ rows: string; amount: string }[]>`
    select count(*)::text as rows, coalesce(sum(amount), 0)::float8::text as amount from ${sql(table)}`
  const counted = new Map([
    [`${table}_rows`, whole!.rows],
    [`${table}_amount_total`, whole!.amount],
  ])
  for (const column of ['status', 'vip']) {
    const groups = await sql<{ value: string; rows: string }[]>`
      select ${sql(column)}::text as value, count(*)::text as rows from ${sql(table)} where ${sql(column)} is not null group by 1`
    for (const { value, rows } of groups) counted.set(`${table}_current_by_${column} ${value}`, rows)
  }
  return counted
}
