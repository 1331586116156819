import type { Chance } from './chance'

const minuteMs = 60_000
const dayMs = 1440 * minuteMs
const statuses = ['new', 'paid', 'sent', 'void']
const channels = ['web', 'shop', 'phone']
const schemas = ['public', 'public', 'public', 'archive']

/** Orders that come in time, late or years late, change, go and come back, in tables of several schemas; some twice. */
export class LateOrders {
  #made = 0
  #rows = 0
  readonly #sent: object[] = []

  constructor(private readonly chance: Chance) {}

  #ageMs() {
    const { below, one } = this.chance
    return one([
      () => below(20_000),
      () => below(4 * minuteMs),
      () => 5 * minuteMs + below(40 * minuteMs),
      () => below(26 * 60) * minuteMs,
      () => below(9) * dayMs + below(dayMs),
    ])()
  }

  #event() {
    const { below, one } = this.chance
    this.#made += 1
    const isNew = this.#rows === 0 || below(3) > 0
    if (isNew) this.#rows += 1
    const id = isNew ? this.#rows : 1 + below(this.#rows)
    const type = isNew ? 'INSERT' : one(['UPDATE', 'UPDATE', 'DELETE', 'INSERT'])
    const row = {
      id,
      amount: below(10_000) / 100,
      status: one(statuses),
      customer_id: `c${below(40)}`,
      channel: one(channels),
    }
    const known = {
      id,
      amount: below(10_000) / 100,
      status: one(statuses),
      customer_id: `c${below(40)}`,
      channel: one(channels),
    }
    return {
      id: `late-${this.#made}`,
      type,
      table: one(['orders', 'orders', 'refunds']),
      schema: one(schemas),
      timestamp: new Date(Date.now() - this.#ageMs()).toISOString(),
      ...(type === 'DELETE' || (type === 'UPDATE' && below(2) === 0) ? { before: known } : {}),
      ...(type === 'DELETE' ? {} : { after: row }),
    }
  }

  /** What comes next: some events, now and then some of before again, now and then a table that was emptied. */
  next(): object[] {
    const { below } = this.chance
    const events: object[] = Array.from({ length: 1 + below(6) }, () => this.#event())
    if (below(4) === 0 && this.#sent.length > 0) events.push(this.chance.one(this.#sent))
    if (below(12) === 0) {
      this.#made += 1
      const timestamp = new Date(Date.now() - this.#ageMs()).toISOString()
      events.push({ id: `late-${this.#made}`, type: 'TRUNCATE', table: 'orders', schema: 'public', timestamp })
    }
    this.#sent.push(...events)
    return events
  }
}

type Question = Record<string, unknown> & { ref: string }

const looks: Record<string, unknown>[] = [
  { metric: 'orders_events_total', step: '1h' },
  { metric: 'orders_amount_sum' },
  { metric: 'orders_amount_avg', step: '5m', fill: 'previous' },
  { metric: 'orders_amount_p95', step: '1h' },
  { metric: 'orders_by_status', group_by: ['status', 'schema'], step: '1h', compare: '1d' },
  { metric: 'orders_customer_id_cardinality' },
  { metric: 'orders_lag_seconds', aggregation: 'max' },
  { metric: 'orders_rows', step: '1h' },
  { metric: 'orders_amount_total', step: '1h', compare: 'previous_period' },
  { metric: 'orders_current_by_status', group_by: ['status'] },
  { metric: 'orders_status_transitions', step: '1h' },
  { metric: 'orders_status_dwell_seconds', aggregation: 'avg' },
  { metric: 'orders_freshness_seconds', step: '1h' },
  { metric: 'refunds_events_total' },
  { expr: 'orders_deletes_total / orders_events_total * 100', step: '1h' },
  { expr: 'orders_inserts_total - orders_deletes_total', step: '1h' },
  { expr: 'refunds_events_total / orders_rows' },
]

const ranges = (now: number): [number, number][] => {
  const minute = Math.floor(now / minuteMs) * minuteMs
  return [
    [minute - 9 * dayMs, minute - dayMs],
    [minute - dayMs, minute - 7 * minuteMs],
    [minute - 60 * minuteMs - 1234, minute - 12 * minuteMs - 777],
    [minute - 30 * minuteMs, minute],
  ]
}

/** Questions about what is over and about what is not, the same ones for as long as `now` is. */
export const questionsAt = (now: number): Question[] =>
  ranges(now).flatMap(([from, to], range) =>
    looks.map((look, place) => ({
      ref: `${range}.${place}`,
      ...look,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
    })),
  )
