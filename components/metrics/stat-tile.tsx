import Link from 'next/link'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

type StatTileProps = {
  label: string
  /** Undefined while it is on its way. */
  value: string | undefined
  note?: ReactNode
  href?: string
  children?: ReactNode
}

/** A headline figure. */
export function StatTile({ label, value, note, href, children }: StatTileProps) {
  return (
    <Card className="relative flex h-24 flex-col overflow-hidden p-3.5 sm:px-4">
      <h2 className="truncate text-muted-foreground text-xs">
        {href ? (
          <Link href={href} className="after:absolute after:inset-0 hover:text-foreground">
            {label}
          </Link>
        ) : (
          label
        )}
      </h2>
      {value === undefined ? (
        <Skeleton className="mt-2 h-6 w-20" />
      ) : (
        <p className="tabular mt-0.5 font-semibold text-2xl tracking-tight">{value}</p>
      )}
      <div className="mt-auto truncate text-muted-foreground text-xs">{note}</div>
      {children ? <div className="absolute right-3 bottom-3 sm:right-4 h-9 w-2/5">{children}</div> : null}
    </Card>
  )
}
