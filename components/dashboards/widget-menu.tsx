'use client'

import { BellPlus, ChartSpline, Ellipsis, ExternalLink, FileDown, ImageDown, Maximize } from 'lucide-react'
import Link from 'next/link'
import { useRef } from 'react'
import { ruleLink } from '@/components/alerts/rule-link'
import { writeExplore } from '@/components/explore/explore-view'
import { viewOfWidget } from '@/components/explore/explore-widget'
import { timeRangeParams } from '@/components/layout/time-range'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useBoardView } from '@/components/widgets/board-view'
import { useMay } from '@/lib/access/client'
import type { Widget } from '@/lib/dashboards/contract'
import { queriesOf } from '@/lib/dashboards/queries'
import { groupingOf } from '@/lib/dashboards/question'
import { useSaveWidget } from './save-widget'

const split = new Set<Widget['type']>(['line', 'bar', 'pie', 'table'])

type WidgetMenuProps = { widget: Widget; title: string; range: ShownRange }

/** Where a widget leads: to the explorer with the same questions and time range, to its metric, over the whole screen; and into files. */
export function WidgetMenu({ widget, title, range }: WidgetMenuProps) {
  const trigger = useRef<HTMLButtonElement>(null)
  const { enlarge } = useBoardView()
  const { hasData, saveCsv, savePicture } = useSaveWidget(widget, range)
  const view = viewOfWidget(widget, split.has(widget.type) ? groupingOf(widget) : undefined)
  const [asked] = queriesOf(widget)
  const mayWrite = useMay('write')
  const rule = mayWrite && asked ? ruleLink(asked) : null
  const params = new URLSearchParams(
    Object.entries(timeRangeParams(range)).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
  const picture = () => {
    const card = trigger.current?.closest('section')
    if (card) void savePicture(card)
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button ref={trigger} variant="ghost" size="icon-sm" className="-mr-2" aria-label={`More about ${title}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {enlarge ? (
          <DropdownMenuItem onSelect={() => enlarge(widget.id)}>
            <Maximize aria-hidden />
            Full screen
          </DropdownMenuItem>
        ) : null}
        {view ? (
          <DropdownMenuItem asChild>
            <Link href={`/explore?${writeExplore(view, params)}`}>
              <ChartSpline aria-hidden />
              Explore
            </Link>
          </DropdownMenuItem>
        ) : null}
        {view && widget.metric ? (
          <DropdownMenuItem asChild>
            <Link href={`/explore/${encodeURIComponent(widget.metric)}${params.size > 0 ? `?${params}` : ''}`}>
              <ExternalLink aria-hidden />
              Metric page
            </Link>
          </DropdownMenuItem>
        ) : null}
        {rule ? (
          <DropdownMenuItem asChild>
            <Link href={rule}>
              <BellPlus aria-hidden />
              Alert on this
            </Link>
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuSeparator className="first:hidden" />
        <DropdownMenuItem onSelect={picture}>
          <ImageDown aria-hidden />
          Save as PNG
        </DropdownMenuItem>
        {hasData ? (
          <DropdownMenuItem onSelect={() => void saveCsv()}>
            <FileDown aria-hidden />
            Save as CSV
          </DropdownMenuItem>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
