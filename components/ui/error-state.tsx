'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import { Button } from './button'
import { cn } from './cn'

type ErrorStateProps = {
  title?: string
  error?: unknown
  onRetry?: () => void
  retrying?: boolean
  className?: string
}

const say = (error: unknown) => (error instanceof Error && error.message ? error.message : 'Something went wrong')

/** What failed, in the server's words, and a way to try again. */
export function ErrorState({ title = 'Could not load this', error, onRetry, retrying, className }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn('flex flex-col items-center justify-center gap-1 px-6 py-8 text-center', className)}
    >
      <TriangleAlert aria-hidden className="mb-1 size-5 text-destructive" />
      <p className="font-medium text-[13px]">{title}</p>
      <p className="max-w-prose break-words text-[13px] text-muted-foreground">{say(error)}</p>
      {onRetry ? (
        <Button size="sm" className="mt-3" onClick={onRetry} aria-disabled={retrying}>
          <RotateCw aria-hidden className={retrying ? 'motion-safe:animate-spin' : undefined} />
          Try again
        </Button>
      ) : null}
    </div>
  )
}
