import { post, read } from './api'

const at = (i: number) => ({ x: (i % 4) * 3, y: Math.floor(i / 4) * 3, width: 3, height: 3 })

/** What one change of the source moves, and nothing else does: the shop has no such channel. */
export const ownChannel = 'bench'
export const counterTitle = 'Own orders'

const widgets = [
  {
    type: 'counter',
    title: counterTitle,
    metric: 'orders_by_channel',
    config: { filter: `channel:${ownChannel}`, sparkline: false },
  },
  { type: 'counter', title: 'Orders', metric: 'orders_inserts_total' },
  { type: 'counter', title: 'Turnover', metric: 'orders_amount_sum' },
  { type: 'counter', title: 'Payments', metric: 'payments_inserts_total' },
  { type: 'line', title: 'Orders an hour', metric: 'orders_inserts_total' },
  { type: 'line', title: 'By channel', metric: 'orders_by_channel', config: { group_by: 'channel' } },
  { type: 'line', title: 'By status', metric: 'orders_by_status', config: { group_by: 'status', chart: 'stacked' } },
  { type: 'line', title: 'Amounts', metric: 'orders_amount_avg' },
  { type: 'line', title: '95th percentile', metric: 'orders_amount_p95' },
  { type: 'line', title: 'Payments by method', metric: 'payments_by_method', config: { group_by: 'method' } },
  { type: 'line', title: 'Rows', metric: 'orders_rows' },
  { type: 'line', title: 'By country', metric: 'orders_by_country', config: { group_by: 'country', chart: 'bar' } },
  { type: 'bar', title: 'Status', metric: 'orders_by_status', config: { group_by: 'status' } },
  { type: 'bar', title: 'Countries', metric: 'orders_by_country', config: { group_by: 'country' } },
  { type: 'bar', title: 'Methods', metric: 'payments_by_method', config: { group_by: 'method', layout: 'vertical' } },
  { type: 'pie', title: 'Channels', metric: 'orders_by_channel', config: { group_by: 'channel' } },
  { type: 'pie', title: 'Payments', metric: 'payments_by_status', config: { group_by: 'status' } },
  { type: 'gauge', title: 'Average', metric: 'orders_amount_avg' },
  { type: 'gauge', title: 'Largest', metric: 'orders_amount_max' },
  { type: 'heatmap', title: 'Hours', metric: 'orders_inserts_total' },
  { type: 'table', title: 'Top countries', metric: 'orders_by_country', config: { group_by: 'country' } },
  { type: 'table', title: 'Latest orders', config: { table: 'orders' } },
  { type: 'alerts', title: 'Unusual', config: {} },
  { type: 'text', title: 'Words', config: { text: '**24 widgets** over 30 days' } },
]

export const widgetCount = widgets.length

/** Makes the board of 24 widgets; answers its path. */
export async function makeBoard(url: string): Promise<string> {
  const placed = widgets.map((widget, i) => ({ ...widget, position: at(i) }))
  const board = await post<{ id: string }>(url, '/dashboards', { name: 'Measured', widgets: placed })
  return `/dashboards/${board.id}`
}

export const readStored = async (url: string) => (await read<{ events_total: number }>(url, '/stats')).events_total
