'use client'

import { RotateCw, TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { ApiError } from '@/lib/http/api'

type RowErrorProps = { error: Error; retrying: boolean; onRetry: () => void; onLimit?: () => void }

/** Why a row has no answer, in the server's words: a formula's with the place of the mistake. */
export function RowError({ error, retrying, onRetry, onLimit }: RowErrorProps) {
  const [words = '', ...place] = error.message.split('\n')
  const temporary = !(error instanceof ApiError) || error.status >= 500 || error.status === 429 || error.status === 0
  return (
    <div
      role="alert"
      className="mt-2 flex gap-2 rounded-md bg-destructive-soft px-3 py-2 text-destructive-soft-foreground"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <div className="max-h-40 min-w-0 flex-1 overflow-y-auto text-xs">
        <p className="[overflow-wrap:anywhere]">{words}</p>
        {place.length > 0 ? (
          <pre className="mt-1 overflow-x-auto font-mono text-xs leading-tight">{place.join('\n')}</pre>
        ) : null}
        {onLimit && /limit/.test(words) ? (
          <Button size="sm" className="mt-2" onClick={onLimit}>
            Show the 10 largest
          </Button>
        ) : null}
      </div>
      {temporary ? (
        <Button size="sm" className="self-start" onClick={onRetry} aria-disabled={retrying}>
          <RotateCw aria-hidden className={retrying ? 'motion-safe:animate-spin' : undefined} />
          Try again
        </Button>
      ) : null}
    </div>
  )
}
