import type { ReactNode } from 'react'

export type TooltipEntry = { name: string; value: string; color?: string; dash?: string; earlier?: boolean }

type ChartTooltipProps = { title: string; note?: string; entries: readonly TooltipEntry[]; footer?: ReactNode }

const shown = 12

/** The box beside the pointer: what instant or category this is, and the values there. */
export function ChartTooltip({ title, note, entries, footer }: ChartTooltipProps) {
  return (
    <div className="min-w-36 max-w-72 rounded-md border bg-popover px-2.5 py-2 text-popover-foreground text-xs shadow-lifted">
      <p className="flex justify-between gap-3 font-medium">
        <span>{title}</span>
        {note ? <span className="font-normal text-muted-foreground">{note}</span> : null}
      </p>
      <dl className="mt-1 grid gap-0.5">
        {entries.slice(0, shown).map((entry) => (
          <div key={entry.name} className="flex items-center gap-2">
            <dt className="flex min-w-0 items-center gap-1.5 text-muted-foreground">
              {entry.color ? (
                <span
                  aria-hidden
                  className={
                    entry.earlier ? 'size-2 shrink-0 rounded-full border-2 opacity-70' : 'size-2 shrink-0 rounded-full'
                  }
                  style={entry.earlier ? { borderColor: entry.color } : { background: entry.color }}
                />
              ) : null}
              <span className="truncate">{entry.name}</span>
            </dt>
            <dd className="tabular ml-auto whitespace-nowrap font-medium">{entry.value}</dd>
          </div>
        ))}
      </dl>
      {entries.length > shown ? <p className="mt-1 text-muted-foreground">and {entries.length - shown} more</p> : null}
      {footer}
    </div>
  )
}
