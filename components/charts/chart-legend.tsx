'use client'

import { cn } from '@/components/ui/cn'
import { displayName } from './palette'

type LegendProps = {
  items: readonly { name: string; color: string; dash?: string }[]
  hidden: ReadonlySet<string>
  /** Without it the names are only read. */
  onToggle?: (name: string) => void
  beside?: boolean
}

/** The names of a chart's series; a click hides one or shows it again. */
export function ChartLegend({ items, hidden, onToggle, beside }: LegendProps) {
  return (
    <ul
      className={cn(
        'flex max-h-14 shrink-0 flex-wrap gap-x-1 overflow-y-auto pt-1.5',
        beside && '@md:max-h-none @md:w-[30%] @md:max-w-48 @md:flex-col @md:flex-nowrap @md:pt-0 @md:pl-2',
      )}
      aria-label="Series"
    >
      {items.map(({ name, color, dash }) => (
        <li key={name} className="min-w-0">
          <button
            type="button"
            aria-pressed={onToggle ? !hidden.has(name) : undefined}
            disabled={!onToggle}
            onClick={() => onToggle?.(name)}
            className="flex h-6 w-full max-w-48 items-center gap-1.5 rounded px-1.5 text-muted-foreground text-xs enabled:hover:bg-accent enabled:hover:text-foreground aria-[pressed=false]:line-through aria-[pressed=false]:opacity-60"
          >
            <svg aria-hidden="true" width="12" height="4" className="shrink-0">
              <line x1="0" x2="12" y1="2" y2="2" stroke={color} strokeWidth="3" strokeDasharray={dash} />
            </svg>
            <span className="truncate">{displayName(name)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
