const hourMs = 3_600_000
const dayMs = 24 * hourMs

type Ask = { metric: string; aggregation?: string; group_by?: string; from: number; to: number; step?: string }

/** One question in the words of each system. `promql` reads one sample a minute: what happened in it. */
export type Question = {
  name: string
  ask: Ask
  promql: string
  /** What SQL selects of raw events beside their step and group. */
  sql: string
  /** The field of the after image that groups are made by. */
  by?: string
  /** Whether answers agree to the last digit; those of quantiles are estimates, each system's own. */
  exact: boolean
}

const quantile = (width: string) =>
  `histogram_quantile(0.99, sum by (le) (sum_over_time(orders_amount_bucket[${width}])))`
const amount = "(after->>'amount')::numeric"

type Kind = Pick<Question, 'promql' | 'sql' | 'by'> & { metric: string; aggregation?: string }

const kinds = {
  events: { metric: 'orders_events_total', promql: 'sum(sum_over_time(orders_events[$w]))', sql: 'count(*)' },
  sum: { metric: 'orders_amount_sum', promql: 'sum(sum_over_time(orders_amount_sum[$w]))', sql: `sum(${amount})` },
  avg: {
    metric: 'orders_amount_avg',
    promql: 'sum(sum_over_time(orders_amount_sum[$w])) / sum(sum_over_time(orders_amount_count[$w]))',
    sql: `avg(${amount})`,
  },
  p99: {
    metric: 'orders_amount_sum',
    aggregation: 'p99',
    promql: quantile('$w'),
    sql: `percentile_cont(0.99) within group (order by ${amount})`,
  },
  status: {
    metric: 'orders_by_status',
    promql: 'sum by (status) (sum_over_time(orders_by_status[$w]))',
    sql: 'count(*)',
    by: 'status',
  },
  channel: {
    metric: 'orders_by_channel',
    promql: 'sum by (channel) (sum_over_time(orders_by_channel[$w]))',
    sql: 'count(*)',
    by: 'channel',
  },
  country: {
    metric: 'orders_by_country',
    promql: 'sum by (country) (sum_over_time(orders_by_country[$w]))',
    sql: 'count(*)',
    by: 'country',
  },
} satisfies Record<string, Kind>

type Span = { words: string; lengthMs: number; to: number; step?: string }

function question(kind: keyof typeof kinds, { words, lengthMs, to, step }: Span): Question {
  const { metric, promql, sql, ...rest }: Kind = kinds[kind]
  const { aggregation, by } = rest
  return {
    name: `${metric}${aggregation ? ` ${aggregation}` : ''}, ${words}`,
    ask: {
      metric,
      ...(aggregation ? { aggregation } : {}),
      ...(by ? { group_by: by } : {}),
      from: to - lengthMs,
      to,
      ...(step ? { step } : {}),
    },
    promql: promql.replaceAll('$w', step ?? `${lengthMs / hourMs}h`),
    sql,
    ...(by ? { by } : {}),
    exact: kind !== 'p99',
  }
}

/** What is measured one by one, and what a dashboard of twelve widgets asks at once; data ends at `end`. */
export function listQuestions(end: number, withQuantiles: boolean) {
  const midnight = Math.floor(end / dayMs) * dayMs
  const day: Span = { words: '24 h at 1 h', lengthMs: dayMs, to: end, step: '1h' }
  const month: Span = { words: '30 days at 1 d', lengthMs: 30 * dayMs, to: midnight, step: '1d' }
  const dayInOne: Span = { words: '24 h', lengthMs: dayMs, to: end }
  const monthInOne: Span = { words: '30 days', lengthMs: 30 * dayMs, to: midnight }
  const singles = [
    question('events', day),
    question('sum', day),
    question('events', month),
    question('status', day),
    question('status', month),
    ...(withQuantiles ? [question('p99', day), question('p99', month)] : []),
  ]
  const widgets = [
    ...(['events', 'sum', 'avg'] as const).map((kind) => question(kind, dayInOne)),
    question('status', monthInOne),
    ...(['events', 'sum', 'avg', 'status', 'channel'] as const).map((kind) => question(kind, day)),
    ...(['events', 'sum', 'country'] as const).map((kind) => question(kind, month)),
  ]
  return { singles, widgets }
}
