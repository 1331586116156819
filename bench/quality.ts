import { historyEvents, simulateHistory } from '@/drizzle/demo/history'
import { measureIngest } from './ingest'
import { line, machine, thousands } from './machine'
import { measurePages } from './quality-pages'
import { startBenchServer } from './server'

const events = 60_000
const rounds = Number(process.argv.find((arg) => arg.startsWith('--rounds='))?.split('=')[1] ?? 3)
const batches = [100, 1000]
const senders = 4
const seed = 'quality'

const columns = {
  customers: ['id', 'name', 'email', 'country', 'segment', 'created_at', 'updated_at'],
  products: ['id', 'name', 'category', 'price', 'stock', 'active', 'created_at', 'updated_at'],
  orders: ['id', 'customer_id', 'amount', 'currency', 'status', 'channel', 'country', 'created_at', 'updated_at'],
  payments: ['id', 'order_id', 'amount', 'method', 'status', 'created_at', 'updated_at'],
}

const rule = (table: string, type: string, column: string, params = {}) => ({ table, type, columns: [column], params })

/** Rules of every kind that the demo's tables keep; some for every column. */
const rules = [
  ...Object.entries(columns).flatMap(([table, names]) => [
    ...names.map((name) => rule(table, 'not_null', name)),
    rule(table, 'unique', 'id'),
    rule(table, 'type', 'id', { value_type: 'integer' }),
    rule(table, 'type', 'created_at', { value_type: 'timestamp' }),
    rule(table, 'compare', 'updated_at', { operator: '>=', other_column: 'created_at' }),
  ]),
  rule('customers', 'email_format', 'email'),
  rule('customers', 'unique', 'email'),
  rule('products', 'positive', 'price'),
  rule('products', 'non_negative', 'stock'),
  rule('orders', 'positive', 'amount'),
  rule('orders', 'in_set', 'status', { values: ['pending', 'paid', 'shipped', 'delivered', 'cancelled', 'refunded'] }),
  rule('orders', 'in_set', 'channel', { values: ['web', 'mobile', 'store'] }),
  rule('orders', 'references', 'customer_id', { references: { table: 'customers' } }),
  rule('orders', 'regex', 'currency', { pattern: '^[A-Z]{3}$' }),
  rule('payments', 'positive', 'amount'),
  rule('payments', 'references', 'order_id', { references: { table: 'orders' } }),
]

function tellHistory(): object[] {
  const planned = Date.UTC(2026, 9, 1)
  const { moments } = simulateHistory(seed, planned, () => planned)
  const found: object[] = []
  for (const event of historyEvents(planned, moments)) {
    found.push(event)
    if (found.length === events) break
  }
  return found
}

const history = tellHistory()

/** Events a second into an empty database, with the rules in force or none. */
async function measure(batch: number, isJudged: boolean): Promise<number> {
  const server = await startBenchServer('server.mjs', { DATAWATCH_QUALITY_DEFAULT_RULES: 'false' })
  try {
    for (const body of isJudged ? rules : []) {
      const headers = { 'Content-Type': 'application/json' }
      const url = `${server.url}/api/v1/datawatch/quality/rules`
      const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
    }
    const options = { batch, senders, events: history.length, first: 0 }
    const { perSecond } = await measureIngest(server, options, (index) => history[index]!)
    return perSecond
  } finally {
    await server.stop()
  }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!

/** What rules cost where events are written. */
async function measureCost() {
  line(
    `${thousands(history.length)} events of the demo's history, ${senders} senders, ${rules.length} rules or none by turns`,
  )
  for (const batch of batches) {
    const [without, judged]: [number[], number[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      without.push(await measure(batch, false))
      judged.push(await measure(batch, true))
    }
    const [bare, full] = [median(without), median(judged)]
    const cost = ((1 - full / bare) * 100).toFixed(1)
    line(
      `${batch} a request: ${thousands(bare)} events/s without rules, ${thousands(full)} with ${rules.length} (medians of ${rounds}): ${cost} % less (aim at most 15)`,
    )
  }
}

line(machine())
if (!process.argv.includes('--pages')) await measureCost()
await measurePages(Number(process.argv.find((arg) => arg.startsWith('--events='))?.split('=')[1] ?? 1_000_000))
