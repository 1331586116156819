'use client'

import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'
import type { WidgetType } from '@/lib/dashboards/contract'

/** The shape of what is on its way, so that nothing moves when it arrives. */
export function WidgetLoading({ type }: { type: WidgetType }) {
  if (type === 'table' || type === 'alerts') return <SkeletonRows />
  if (type === 'counter') {
    return (
      <div role="status" aria-label="Loading" className="flex h-full flex-col gap-2 px-4 pt-1 pb-3">
        <Skeleton className="h-7 w-24" />
        <Skeleton className="h-3 w-32" />
        <Skeleton className="min-h-0 flex-1" />
      </div>
    )
  }
  return (
    <div role="status" aria-label="Loading" className="h-full px-4 pb-4">
      <Skeleton className="h-full" />
    </div>
  )
}

/** Why there is nothing to draw yet. */
export function WidgetEmpty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-0.5 overflow-hidden px-4 pb-3 text-center">
      <p className="max-w-full break-words font-medium text-[13px]">{title}</p>
      {children ? <p className="text-balance text-muted-foreground text-xs">{children}</p> : null}
    </div>
  )
}

type WidgetFailedProps = { error: unknown; retry: () => void; retrying: boolean }

/** What went wrong with this widget alone, and a way to try again. */
export function WidgetFailed({ error, retry, retrying }: WidgetFailedProps) {
  return (
    <div
      role="alert"
      className="flex h-full flex-col items-center justify-center gap-1.5 overflow-y-auto px-4 pb-3 text-center"
    >
      <p className="line-clamp-3 break-words text-muted-foreground text-xs">
        {error instanceof Error && error.message ? error.message : 'Something went wrong'}
      </p>
      <Button size="sm" onClick={retry} aria-disabled={retrying}>
        <RotateCw aria-hidden className={retrying ? 'motion-safe:animate-spin' : undefined} />
        Try again
      </Button>
    </div>
  )
}

/** Says that what is shown could not be refreshed. */
export function WidgetStale({ retry }: { retry: () => void }) {
  return (
    <Button size="sm" onClick={retry} className="absolute right-2 bottom-2 z-10">
      <RotateCw aria-hidden />
      Not up to date
    </Button>
  )
}
