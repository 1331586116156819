'use client'

import { useQuery } from '@tanstack/react-query'
import { ChartSpline, Database, ExternalLink, type LucideIcon, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { useRef } from 'react'
import { formatMoment } from '@/components/charts/format-time'
import { writeExplore } from '@/components/explore/explore-view'
import { viewOfWidget } from '@/components/explore/explore-widget'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import type { Drilled } from '@/components/widgets/board-view'
import { addSpan, eventsPath, metricPath, narrow, otherLabels, partsOf } from '@/lib/dashboards/drill'
import { lineQueries, type Span } from '@/lib/dashboards/question'
import { ownLabels } from '@/lib/dashboards/suggest'
import { metricOptions } from '@/lib/metrics/client'

type ItemProps = { href: string; icon: LucideIcon; children: string }

function Item({ href, icon: Icon, children }: ItemProps) {
  return (
    <DropdownMenuItem asChild>
      <Link href={href}>
        <Icon aria-hidden />
        <span className="truncate">{children}</span>
      </Link>
    </DropdownMenuItem>
  )
}

/** What was picked, or, where live data drew it anew meanwhile, what is in its place. */
function standIn(picked: Element | null): HTMLElement | SVGElement | undefined {
  const isKnown = picked instanceof HTMLElement || picked instanceof SVGElement
  if (!isKnown || picked.isConnected) return isKnown ? picked : undefined
  const name = picked.getAttribute('aria-label')
  return [...document.querySelectorAll<HTMLElement | SVGElement>('main [aria-label^="More about "]')].find(
    (one) => one.getAttribute('aria-label') === name,
  )
}

const most = 4
const titleOf = ({ labels, span }: Drilled, timeZone: string) =>
  Object.values(labels).join(' · ') || `${formatMoment(span.from, timeZone)} – ${formatMoment(span.to, timeZone)}`

type DrillMenuProps = { drilled: Drilled; around: Span; timeZone: string; onClose: () => void }

/** Where to go from a point, a bar or a slice: what lies behind it, taken apart otherwise, the anomaly there, and the metric. */
export function DrillMenu({ drilled, around, timeZone, onClose }: DrillMenuProps) {
  const before = useRef(document.activeElement)
  const { widget, x, y, anomalies = [] } = drilled
  const query = widget.type === 'line' ? lineQueries(widget)[0] : undefined
  const name = widget.metric ?? query?.metric ?? null
  const metric = useQuery({ ...metricOptions(name ?? ''), enabled: name !== null }).data
  const group = query ? query.group_by : partsOf(widget)
  const filter = narrow(query ? query.filter : widget.config.filter, drilled)
  const view = viewOfWidget(widget, group)
  const by = (label: string) => {
    const first = view?.queries[0]
    if (!view || !first) return null
    const { groupBy: _, ...rest } = first
    const queries = [{ ...rest, groupBy: label, ...(filter ? { filter } : {}) }]
    return `/explore?${addSpan(writeExplore({ ...view, queries }, new URLSearchParams()), around)}`
  }
  const labels = metric ? otherLabels(ownLabels(metric), group, drilled).slice(0, most) : []
  return (
    <DropdownMenu open onOpenChange={(open) => !open && onClose()}>
      <DropdownMenuTrigger asChild>
        <span aria-hidden className="pointer-events-none fixed size-px" style={{ left: x, top: y }} />
      </DropdownMenuTrigger>
      <DropdownMenuContent
        align="start"
        className="max-w-72"
        aria-label="Look behind it"
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          standIn(before.current)?.focus()
        }}
      >
        <DropdownMenuLabel className="truncate">{titleOf(drilled, timeZone)}</DropdownMenuLabel>
        {metric?.table ? (
          <Item href={eventsPath(metric.table, drilled)} icon={Database}>
            {`Events of ${metric.table}`}
          </Item>
        ) : null}
        {labels.map((label) => (
          <Item key={label} href={by(label) ?? '#'} icon={ChartSpline}>
            {`By ${label}`}
          </Item>
        ))}
        {view ? (
          <Item href={`/explore?${addSpan(writeExplore(view, new URLSearchParams()), around)}`} icon={ChartSpline}>
            Explore
          </Item>
        ) : null}
        {anomalies.map(({ href, label }) => (
          <Item key={href} href={href} icon={TriangleAlert}>
            {label}
          </Item>
        ))}
        {name ? (
          <>
            <DropdownMenuSeparator />
            <Item href={metricPath(name, around)} icon={ExternalLink}>
              Metric page
            </Item>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
