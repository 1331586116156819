import Link from 'next/link'
import { writeExplore } from '@/components/explore/explore-view'
import { viewOfWidget } from '@/components/explore/explore-widget'
import type { Widget } from '@/lib/dashboards/contract'

/** What a chart of several queries asks, and where that can be tried out anew. */
export function QueriesNote({ widget }: { widget: Widget }) {
  const view = viewOfWidget(widget, undefined)
  if (!view) return null
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium text-[13px]">Queries</h3>
      <ul className="grid gap-1 rounded-md bg-muted px-3 py-2 font-mono text-xs">
        {view.queries.map(({ ref, text }) => (
          <li key={ref} className="[overflow-wrap:anywhere]">
            {text}
          </li>
        ))}
      </ul>
      <p className="text-muted-foreground text-xs">
        Change them in the{' '}
        <Link href={`/explore?${writeExplore(view)}`} className="text-primary hover:underline">
          explorer
        </Link>{' '}
        and add the chart again.
      </p>
    </div>
  )
}
