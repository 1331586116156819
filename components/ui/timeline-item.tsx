import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

type TimelineItemProps = { icon: LucideIcon; children: ReactNode; foot: ReactNode; textClass?: string }

/** One line of a list of what happened, joined to the next. */
export function TimelineItem({ icon: Icon, children, foot, textClass }: TimelineItemProps) {
  return (
    <li className="group grid grid-cols-[auto_1fr] gap-x-3">
      <span className="flex flex-col items-center">
        <span className="grid size-6 place-items-center rounded-full border bg-muted text-muted-foreground">
          <Icon aria-hidden className="size-3" />
        </span>
        <span aria-hidden className="w-px flex-1 bg-border group-last:hidden" />
      </span>
      <span className="min-w-0 pb-3">
        <span className={cn('block pt-0.5 [overflow-wrap:anywhere]', textClass)}>{children}</span>
        {foot}
      </span>
    </li>
  )
}
