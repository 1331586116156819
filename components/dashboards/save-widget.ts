'use client'

import { useQueryClient } from '@tanstack/react-query'
import { download } from '@/components/ui/download'
import { useToast } from '@/components/ui/toast'
import { anomaliesCsv, answersCsv, rowsCsv } from '@/components/widgets/widget-csv'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { chooseColumns } from '@/lib/dashboards/cells'
import { answersOptions } from '@/lib/dashboards/client'
import type { Widget } from '@/lib/dashboards/contract'
import { questionsOf } from '@/lib/dashboards/question'
import { eventListOptions } from '@/lib/events/client'
import type { Window } from '@/lib/metrics/client'
import { widgetTitle } from './widget-frame'

const many = 200

/** Saves what a widget shows: its data in full precision as CSV, or as a picture of what is drawn. */
export function useSaveWidget(widget: Widget, range: Window) {
  const client = useQueryClient()
  const say = useToast()
  const title = widgetTitle(widget)
  const { table, columns, limit = 20 } = widget.config
  const asks = questionsOf(widget, { from: 0, to: 1 }, range.timeZone).length > 0

  const read = async () => {
    if (asks) return answersCsv(widget, await client.fetchQuery(answersOptions(widget, range)), range.timeZone)
    if (widget.type === 'alerts') {
      const metric = widget.metric ?? undefined
      const { anomalies } = await client.fetchQuery(anomalyListOptions({ status: 'open', table, metric, limit }))
      return anomaliesCsv(anomalies)
    }
    const { events } = await client.fetchQuery(eventListOptions({ table, limit }))
    const images = events.map(({ after, before }) => after ?? before ?? {})
    return rowsCsv(events, columns?.length ? columns : chooseColumns(images, many))
  }
  const failed = ({ message }: Error) => say({ title: `“${title}” was not saved`, detail: message, tone: 'error' })
  return {
    hasData: asks || widget.type === 'alerts' || (widget.type === 'table' && Boolean(table)),
    saveCsv: () => read().then((text) => download(`${title}.csv`, 'text/csv;charset=utf-8', text), failed),
    savePicture: (card: HTMLElement) =>
      import('./draw-card')
        .then(({ drawCard }) => drawCard(card))
        .then((picture) => download(`${title}.png`, 'image/png', picture), failed),
  }
}
