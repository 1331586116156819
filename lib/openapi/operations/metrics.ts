import type { Operations } from './operation'

export const metrics = {
  'GET /metrics': { id: 'listMetrics', summary: 'List metrics' },
  'POST /metrics': {
    id: 'createMetric',
    summary: 'Make a metric by formula over others',
    fails: [409],
    example: { name: 'orders_delete_rate', expr: 'orders_deletes_total / orders_events_total * 100', unit: '%' },
  },
  'GET /metrics/{name}': { id: 'getMetric', summary: 'Read one metric' },
  'PATCH /metrics/{name}': {
    id: 'updateMetric',
    summary: 'Change the description or the unit of a metric',
    example: { description: 'What customers paid', unit: 'EUR' },
  },
  'DELETE /metrics/{name}': { id: 'deleteMetric', summary: 'Delete a metric made by formula', fails: [409] },
  'GET /metrics/{name}/query': {
    id: 'queryMetric',
    summary: 'Ask a metric for one value',
    description:
      'The aggregation of all samples from `from` (included) to `to` (not included), in all and by the labels of `group_by`.',
  },
  'GET /metrics/{name}/range': {
    id: 'queryMetricRange',
    summary: 'Ask a metric for a value a step',
    description: 'Timestamps are the starts of steps, aligned in `tz`. At most 11,000 points a series.',
  },
  'GET /metrics/transitions': {
    id: 'readTransitions',
    summary: 'Say how the values of a field become one another, and how long they last',
    fails: [404],
  },
  'POST /query': {
    id: 'queryMetrics',
    summary: 'Ask several questions at once',
    description:
      'Each is answered by its `ref` with `data` or an `error` of its own: with `step` a range, without it a value.',
    example: { queries: [{ ref: 'a', metric: 'orders_events_total', step: '5m' }] },
  },
  'GET /stats': { id: 'getStats', summary: 'Count what there is' },
  'GET /storage': { id: 'getStorage', summary: 'Say what is stored, how much, and how long it is kept' },
  'GET /bounds': { id: 'getBounds', summary: 'Say which bounds of metrics are reached' },
  'GET /schema/columns': {
    id: 'listColumns',
    summary: 'List the columns of a table with their roles and metrics',
    fails: [404],
  },
  'PATCH /schema/columns/{table}/{column}': {
    id: 'updateColumn',
    summary: 'Give a column another role or a unit',
    fails: [409],
    example: { role: 'categorical' },
  },
} satisfies Operations
