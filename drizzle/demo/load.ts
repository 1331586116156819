import type { Sql } from 'postgres'
import { finalRows } from './history'
import type { Shop } from './shop'
import { shopSchema, type Table } from './shop-tables'

const columns: Record<Table, string> = {
  customers:
    'id int, name text, email text, country text, segment text, created_at timestamptz, updated_at timestamptz',
  products:
    'id int, name text, category text, price numeric, stock int, active boolean, created_at timestamptz, updated_at timestamptz',
  orders:
    'id int, customer_id int, amount numeric, currency text, status text, channel text, country text, created_at timestamptz, updated_at timestamptz',
  payments:
    'id int, order_id int, amount numeric, method text, status text, created_at timestamptz, updated_at timestamptz',
}
const chunk = 5000

/** Makes the shop with all its rows in one transaction: whoever looks sees all of it or nothing. */
export async function loadShop(sql: Sql, shop: Shop) {
  await sql.begin(async (tx) => {
    await tx.unsafe(shopSchema)
    for (const { table, rows } of finalRows(shop)) {
      const names = columns[table].split(', ').map((column) => column.split(' ')[0])
      for (let place = 0; place < rows.length; place += chunk) {
        const text = JSON.stringify(rows.slice(place, place + chunk))
        await tx.unsafe(
          `INSERT INTO ${table} (${names.join(', ')}) SELECT * FROM json_to_recordset($1::text::json) AS rows(${columns[table]})`,
          [text],
        )
      }
      await tx.unsafe(`SELECT setval('${table}_id_seq', greatest(1, (SELECT max(id) FROM ${table})))`)
    }
    await tx`UPDATE demo.progress SET loaded = true`
  })
}
