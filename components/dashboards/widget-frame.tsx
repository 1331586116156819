import { Clock, CopyPlus } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { relativeRange } from '@/components/layout/time-range'
import { Card, CardActions, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { registry } from '@/components/widgets/registry'
import type { Widget } from '@/lib/dashboards/contract'
import { plainWords, sentence } from '@/lib/dashboards/words'

/** The title of a widget, which may have been left empty. */
export const widgetTitle = ({ title, metric, type }: Pick<Widget, 'title' | 'metric' | 'type'>) =>
  title || (metric ? sentence(plainWords(metric)) : registry[type].name)

type WidgetFrameProps = {
  widget: Widget
  editing?: boolean
  /** Whether its title leads nowhere. */
  plain?: boolean
  selected?: boolean
  /** Whether it is one of those chosen together. */
  marked?: boolean
  /** How many more of the values there are that it is repeated for. */
  left?: number
  handle?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The card around a widget. While the board is edited its inside neither takes focus nor the pointer. */
export function WidgetFrame({
  widget,
  editing,
  plain,
  selected,
  marked,
  left = 0,
  handle,
  actions,
  children,
}: WidgetFrameProps) {
  const title = widgetTitle(widget)
  const range = widget.config.range ? relativeRange(widget.config.range)?.label : undefined
  const link = widget.metric && !editing && !plain
  return (
    <Card
      aria-label={title}
      className={cn(
        'flex h-full flex-col overflow-hidden',
        (selected || marked) && 'outline-2 outline-ring',
        marked && 'outline-dashed',
      )}
    >
      <CardHeader className={cn('@container min-h-10 shrink-0 pb-1', editing && 'cursor-grab active:cursor-grabbing')}>
        {handle}
        <CardTitle title={title}>
          {link ? (
            <Link
              href={`/explore/${encodeURIComponent(widget.metric ?? '')}`}
              prefetch={false}
              className="hover:underline"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </CardTitle>
        {range ? (
          <span
            className="inline-flex shrink-0 items-center gap-1 text-muted-foreground text-xs"
            title={`Always ${range.toLowerCase()}`}
          >
            <Clock aria-hidden className="size-3" />
            {widget.config.range}
            <span className="sr-only">, whatever the dashboard shows</span>
          </span>
        ) : null}
        {widget.config.repeat ? (
          <span
            className="inline-flex min-w-0 shrink items-center gap-1 text-muted-foreground text-xs"
            title={`Repeated for each value of $${widget.config.repeat.variable}`}
          >
            <CopyPlus aria-hidden className="size-3 shrink-0" />
            <span className="sr-only">Repeated for</span>
            <span className="truncate @max-[24rem]:sr-only">${widget.config.repeat.variable}</span>
          </span>
        ) : null}
        {left > 0 ? (
          <span className="shrink-0 text-muted-foreground text-xs" title={`${left} more values are not shown`}>
            +{left}
            <span className="sr-only"> more values are not shown</span>
          </span>
        ) : null}
        {actions ? (
          <CardActions data-tools className="print:hidden">
            {actions}
          </CardActions>
        ) : null}
      </CardHeader>
      <div className="relative min-h-0 flex-1" inert={editing}>
        {children}
      </div>
    </Card>
  )
}
