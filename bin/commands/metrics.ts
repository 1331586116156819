import { metricTypes } from '@/lib/metrics/contract'
import type { Description } from '../description'
import { wholeNumber } from '../read-option'

const json = { flags: '--json', does: 'as JSON' }

export const metrics: Description = {
  name: 'metrics',
  does: 'lists, searches and shows metrics',
  commands: [
    {
      name: 'list',
      does: 'all metrics, or those of a table',
      options: [
        { flags: '--table <name>', does: 'only those of this table' },
        { flags: '--type <type>', does: 'only those of this type', choices: metricTypes },
        { flags: '--limit <metrics>', does: 'at most so many', read: wholeNumber(1) },
        json,
      ],
      reach: 'remote',
      examples: [
        { run: 'datawatch metrics list --table orders', does: 'what there is about orders' },
        { run: "datawatch metrics list --json | jq -r '.[].name'", does: 'all names' },
      ],
      load: () => import('../metrics-list'),
    },
    {
      name: 'search',
      does: 'metrics whose name or description has a text',
      arguments: [{ name: 'text', does: 'what to look for' }],
      options: [{ flags: '--limit <metrics>', does: 'at most so many', read: wholeNumber(1) }, json],
      reach: 'remote',
      examples: [
        { run: 'datawatch metrics search amount', does: 'everything about amounts' },
        { run: 'datawatch metrics search lag --json', does: 'for a script' },
      ],
      exits: { 1: 'there is none' },
      load: () => import('../metrics-list'),
    },
    {
      name: 'show',
      does: 'one metric: what it is, its labels, how its last day went',
      arguments: [{ name: 'metric', does: 'its name' }],
      options: [json],
      reach: 'remote',
      examples: [
        { run: 'datawatch metrics show orders_amount_sum', does: 'what is it?' },
        { run: 'datawatch metrics show orders_by_status --json', does: 'its labels, for a script' },
      ],
      load: () => import('../metrics-show'),
    },
  ],
}
