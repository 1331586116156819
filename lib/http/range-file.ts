import type { MetricRange } from '@/lib/metrics/contract'
import { type RangeForm, rangeLines } from '@/lib/metrics/range-lines'

const types = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' }

/** A range as a file of lines, written series by series at the pace of its reader. */
export function answerRangeFile(range: MetricRange, form: RangeForm): Response {
  const lines = rangeLines(range, form)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { done, value } = lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  const name = `${range.metric.replace(/[^\w.-]/g, '_').slice(0, 100)}.${form}`
  return new Response(body, {
    headers: { 'Content-Type': types[form], 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
