import { fills } from '@/lib/metrics/contract'
import { aggregations } from '@/lib/metrics/question-words'
import type { Description } from '../description'
import { moment, wholeNumber, words } from '../read-option'

export const query: Description = {
  name: 'query',
  does: 'asks for a metric, a formula or PromQL',
  about:
    'Without --step one value for the interval, with it a series. A table has a line for each group, with its course drawn small.',
  arguments: [{ name: 'metric', does: 'such as orders_amount_sum; "datawatch metrics list" has them', optional: true }],
  options: [
    {
      flags: '--expr <formula>',
      does: 'a formula instead, such as "orders_deletes_total / orders_events_total * 100"',
    },
    { flags: '--promql <query>', does: 'PromQL instead' },
    {
      flags: '--from <time>',
      does: 'such as 24h (ago) or 2026-03-01T00:00:00Z; else an hour before --to',
      read: moment,
    },
    { flags: '--to <time>', does: 'the end, which is not included', default: 'now', read: moment },
    { flags: '--step <step>', does: 'such as 5m, 1h, 1d, 1w, 1M' },
    { flags: '--aggregation <name>', does: "else the metric's own", choices: aggregations },
    { flags: '--group-by <labels>', does: 'a line for each value of these, with commas between', read: words },
    { flags: '--filter <conditions>', does: 'such as status:paid, with commas between', many: true },
    { flags: '--fill <how>', does: 'what stands for steps without a value', choices: fills },
    { flags: '--compare <period>', does: 'with how long before: previous_period, 1d, 1w' },
    { flags: '--tz <zone>', does: 'whose days steps follow, such as Europe/Berlin' },
    { flags: '--limit <groups>', does: 'the largest so many, the others together', read: wholeNumber(1, 1000) },
    {
      flags: '--output <form>',
      does: 'table; csv with a line for each point; json',
      choices: ['table', 'csv', 'json'],
      default: 'table',
    },
    { flags: '--json', does: 'the same as --output json' },
  ],
  reach: 'remote',
  examples: [
    {
      run: 'datawatch query orders_amount_sum --from 24h --step 1h --group-by status',
      does: 'a day by hour and status',
    },
    { run: 'datawatch query --promql "sum by (status) (increase(orders_by_status[1h]))"', does: 'as Grafana asks' },
    {
      run: 'datawatch query orders_events_total --from 30d --step 1d --output csv > days.csv',
      does: 'for a spreadsheet',
    },
  ],
  load: () => import('../query'),
}
