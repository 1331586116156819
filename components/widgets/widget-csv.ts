import { displayName } from '@/components/charts/palette'
import { csvLines, writeCsv } from '@/components/explore/explore-csv'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Widget } from '@/lib/dashboards/contract'
import { type Answered, asRange, asValue, byWeekHour } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import type { StoredEvent } from '@/lib/events/contract'
import { widgetLines } from './widget-lines'

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** One line a category, with a column for each label of the grouping. */
function categories(widget: Widget, { answers }: Answered): string {
  const [now, before] = [asValue(answers[0]), widget.type === 'counter' ? asValue(answers[1]) : undefined]
  const labels = groupingOf(widget)?.split(',').filter(Boolean) ?? []
  const rows = (now?.series ?? []).map(({ metric, labels: own, value }) => [
    ...(labels.length > 0 ? labels.map((label) => displayName(own[label] ?? '')) : [metric]),
    value,
    ...(before ? [before.value] : []),
  ])
  return csvLines([[...(labels.length > 0 ? labels : ['metric']), 'value', ...(before ? ['before'] : [])], ...rows])
}

/** What a widget has been answered, in full precision; the columns are named as it draws them. */
export function answersCsv(widget: Widget, data: Answered, timeZone: string): string {
  if (widget.type === 'line') {
    const lines = widgetLines(widget, data.answers)
    return writeCsv(
      lines.flatMap(({ name, points, earlier }) => [{ name, points }, ...(earlier ? [earlier] : [])]),
      timeZone,
    )
  }
  if (widget.type === 'heatmap') {
    const range = asRange(data.answers[0])
    const cells = range ? byWeekHour(range, timeZone) : []
    return csvLines([
      ['weekday', 'hour', 'value'],
      ...cells.flatMap((hours, day) => hours.map((value, hour) => [days[day]!, hour, value])),
    ])
  }
  return categories(widget, data)
}

/** The rows of a table as they were after each change, one column each. */
export function rowsCsv(events: readonly StoredEvent[], columns: readonly string[]): string {
  const rows = events.map(({ timestamp, type, after, before }) => {
    const image = after ?? before ?? {}
    return [timestamp, type, ...columns.map((name) => image[name])]
  })
  return csvLines([['time', 'change', ...columns], ...rows])
}

/** Anomalies, one a line. */
export function anomaliesCsv(anomalies: readonly Anomaly[]): string {
  return csvLines([
    ['started_at', 'ended_at', 'severity', 'type', 'metric', 'labels', 'value', 'expected', 'status'],
    ...anomalies.map((one) => [
      ...[one.started_at, one.ended_at, one.severity, one.type, one.metric_name],
      Object.entries(one.labels)
        .map(([name, value]) => `${name}:${value}`)
        .join(' '),
      ...[one.value, one.expected.value, one.status],
    ]),
  ])
}
