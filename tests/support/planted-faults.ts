import { randomUUID } from 'node:crypto'
import { between, createRandom } from '@/drizzle/demo/prng'

const minuteMs = 60_000
const channels = ['web', 'app', 'shop']
const countries = ['DE', 'FR', 'IT']
const states = ['new', 'paid', 'sent']

type Row = Record<string, unknown>
export type ShopEvent = { id: string; type: string; table: string; timestamp: string; before?: Row; after?: Row }
/** A fault: the rule that tells of it, and what it does to a sale, a client or all events that come. */
export type Fault = {
  rule: string
  cause: RegExp
  sale?(sale: Row, n: number): void
  client?(client: Row, n: number): void
  more?(at: (n: number) => string): ShopEvent[]
}

const pad = (n: number) => String(n).padStart(6, '0')

/** A client and a sale of its each minute, and a beat; `faults` change some of them. */
export function shopMinutes(of: {
  from: number
  count: number
  first: number
  faults?: Fault[]
  beats?: boolean
}): ShopEvent[] {
  const { from, count, first, faults = [], beats = true } = of
  const random = createRandom('planted', first)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const events: ShopEvent[] = []
  for (let n = 0; n < count; n += 1) {
    const id = first + n
    const at = from + n * minuteMs
    const timestamp = new Date(at).toISOString()
    const client: Row = { id, name: `Client ${id}`, email: `client${id}@example.org`, created_at: timestamp }
    const sale: Row = {
      id,
      client_id: id,
      uid: randomUUID(),
      amount: Math.round(between(random, 1, 400) * 100) / 100,
      quantity: 1 + Math.floor(random() * 9),
      status: one(states),
      channel: one(channels),
      country: one(countries),
      sku: `S-${pad(id)}`,
      note: random() < 0.1 ? null : `said ${id}`,
      created_at: timestamp,
      paid_at: new Date(at + random() * minuteMs).toISOString(),
    }
    for (const fault of faults) {
      fault.client?.(client, n)
      fault.sale?.(sale, n)
    }
    events.push({ id: `c${id}`, type: 'INSERT', table: 'clients', timestamp, after: client })
    events.push({ id: `s${id}`, type: 'INSERT', table: 'sales', timestamp, after: sale })
    if (beats) events.push({ id: `b${id}`, type: 'INSERT', table: 'beats', timestamp, after: { id, ok: true } })
  }
  const at = (n: number) => new Date(from + n * minuteMs + 1).toISOString()
  return [...events, ...faults.flatMap((fault) => fault.more?.(at) ?? [])]
}

const every = (step: number, shift: number, change: (row: Row) => void) => (row: Row, n: number) => {
  if (n % step === shift) change(row)
}
const set = (column: string, value: unknown) => (row: Row) => {
  row[column] = value
}

/** What goes wrong in practice, each told by a rule that nobody wrote. `goneClient` is a client of the time before, with a sale. */
export const plantedFaults = (goneClient: number): Fault[] => [
  { rule: 'sales_note_not_null', cause: /note is NULL/, sale: every(2, 0, set('note', null)) },
  { rule: 'sales_client_id_not_null', cause: /client_id is NULL/, sale: every(10, 1, set('client_id', null)) },
  { rule: 'sales_status_in_set', cause: /never had: lost/, sale: every(25, 3, set('status', 'lost')) },
  { rule: 'sales_channel_in_set', cause: /never had: Web/, sale: every(25, 4, set('channel', 'Web')) },
  {
    rule: 'sales_country_not_null',
    cause: /the column is not sent any more/,
    sale: every(5, 2, (row) => delete row.country),
  },
  { rule: 'sales_amount_positive', cause: /amount is out of bounds/, sale: every(10, 5, set('amount', -5)) },
  { rule: 'sales_amount_type_number', cause: /not of type number/, sale: every(10, 6, set('amount', '12,50 EUR')) },
  { rule: 'sales_quantity_non_negative', cause: /quantity is out of bounds/, sale: every(10, 7, set('quantity', -1)) },
  { rule: 'sales_quantity_type_number', cause: /not of type number/, sale: every(10, 8, set('quantity', 'three')) },
  { rule: 'sales_uid_uuid', cause: /uid is out of bounds/, sale: every(10, 9, set('uid', 'n/a')) },
  { rule: 'sales_client_id_type_integer', cause: /not of type integer/, sale: every(20, 11, set('client_id', 'C-17')) },
  {
    rule: 'sales_client_id_references',
    cause: /refer by client_id to rows of clients/,
    sale: every(20, 13, set('client_id', 777_777)),
  },
  { rule: 'sales_sku_unique', cause: /sku repeats/, sale: every(30, 14, set('sku', 'S-same')) },
  {
    rule: 'sales_paid_at_compare',
    cause: /paid_at >= created_at does not hold/,
    sale: every(20, 15, set('paid_at', '2020-01-01T00:00:00Z')),
  },
  {
    rule: 'sales_created_at_type_timestamp',
    cause: /not of type timestamp/,
    sale: every(20, 16, set('created_at', 'today')),
  },
  {
    rule: 'clients_email_email_format',
    cause: /email is out of bounds/,
    client: every(10, 3, (row) => set('email', `at home ${row.id}`)(row)),
  },
  { rule: 'clients_email_unique', cause: /email repeats/, client: every(30, 4, set('email', 'one@example.org')) },
  { rule: 'clients_name_not_null', cause: /name is NULL/, client: every(5, 2, set('name', null)) },
  {
    rule: 'sales_id_unique',
    cause: /id repeats/,
    more: (at) => [
      {
        id: 'again',
        type: 'INSERT',
        table: 'sales',
        timestamp: at(50),
        after: {
          id: goneClient + 1,
          client_id: goneClient + 1,
          uid: randomUUID(),
          amount: 12.5,
          quantity: 1,
          status: 'new',
          channel: 'web',
          country: 'DE',
          sku: 'S-again',
          note: 'said again',
          created_at: at(50),
          paid_at: at(51),
        },
      },
    ],
  },
  {
    rule: 'sales_client_id_references',
    cause: /refer by client_id to rows of clients/,
    more: (at) => [
      {
        id: 'gone',
        type: 'DELETE',
        table: 'clients',
        timestamp: at(55),
        before: { id: goneClient, name: `Client ${goneClient}` },
      },
    ],
  },
]
