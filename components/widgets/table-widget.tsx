import { LatestRows } from './latest-rows'
import { TopTable } from './top-table'
import type { WidgetBodyProps } from './widget-kind'

/** The latest rows of a table, or the largest categories of a metric. */
export function TableWidget(props: WidgetBodyProps) {
  const asks = props.widget.metric || props.widget.config.queries
  return asks ? <TopTable {...props} /> : <LatestRows {...props} />
}
