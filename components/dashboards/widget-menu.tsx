'use client'

import { ChartSpline, Ellipsis, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { writeExplore } from '@/components/explore/explore-view'
import { viewOfWidget } from '@/components/explore/explore-widget'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { Widget } from '@/lib/dashboards/contract'
import { groupingOf } from '@/lib/dashboards/question'

const split = new Set<Widget['type']>(['line', 'bar', 'pie', 'table'])

type WidgetMenuProps = { widget: Widget; title: string; rangeParams: Record<string, string | null> }

/** Where a widget leads: to the explorer with the same questions and time range, and to its metric. */
export function WidgetMenu({ widget, title, rangeParams }: WidgetMenuProps) {
  const view = viewOfWidget(widget, split.has(widget.type) ? groupingOf(widget) : undefined)
  if (!view) return null
  const range = new URLSearchParams(
    Object.entries(rangeParams).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" className="-mr-2" aria-label={`More about ${title}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={`/explore?${writeExplore(view, range)}`}>
            <ChartSpline aria-hidden />
            Explore
          </Link>
        </DropdownMenuItem>
        {widget.metric ? (
          <DropdownMenuItem asChild>
            <Link href={`/explore/${encodeURIComponent(widget.metric)}${range.size > 0 ? `?${range}` : ''}`}>
              <ExternalLink aria-hidden />
              Metric page
            </Link>
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
