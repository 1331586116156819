'use client'

import { ArrowUp, Pause, Play } from 'lucide-react'
import { formatNumber } from '@/components/charts/format'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import type { StreamState } from './event-source'

const words: Record<StreamState, { text: string; dot: string }> = {
  connecting: { text: 'Connecting', dot: 'bg-muted-foreground' },
  live: { text: 'Following', dot: 'bg-success' },
  reconnecting: { text: 'Reconnecting', dot: 'bg-warning motion-safe:animate-pulse' },
  unreachable: { text: 'The server takes no more streams or cannot be reached; trying again', dot: 'bg-destructive' },
}

/** Whether the list follows what comes in, and the button that holds it. */
export function PauseButton({ paused, onChange }: { paused: boolean; onChange: (paused: boolean) => void }) {
  const Icon = paused ? Play : Pause
  return (
    <Tooltip label={paused ? 'Let the list go on (P)' : 'Hold the list still (P)'}>
      <Button
        variant={paused ? 'primary' : 'secondary'}
        aria-pressed={paused}
        aria-keyshortcuts="p"
        onClick={() => onChange(!paused)}
      >
        <Icon aria-hidden />
        {paused ? 'Resume' : 'Pause'}
      </Button>
    </Tooltip>
  )
}

type TailStatusProps = { state: StreamState; paused: boolean; shown: number; fresh: number; skipped: number }

export function TailStatus({ state, paused, shown, fresh, skipped }: TailStatusProps) {
  const { text, dot } = paused ? { text: 'Paused', dot: 'bg-muted-foreground' } : words[state]
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-muted-foreground text-xs">
      <span role="status" className="inline-flex items-center gap-2">
        <span aria-hidden className={cn('size-2 shrink-0 rounded-full', dot)} />
        {text}
        {paused && fresh > 0 ? <span className="tabular text-foreground">{formatNumber(fresh)} new</span> : null}
      </span>
      {skipped > 0 ? (
        <span title="They came faster than this page could take them. All of them are stored.">
          {formatNumber(skipped)} not shown
        </span>
      ) : null}
      <span className="tabular ml-auto">{shown > 0 ? `newest ${formatNumber(shown)} shown` : null}</span>
    </div>
  )
}

/** Says at the top of the screen that there is something new above what is being read. */
export function FreshPill({ fresh, onShow }: { fresh: number; onShow: () => void }) {
  if (fresh === 0) return null
  return (
    <div className="pointer-events-none sticky top-14 z-20 flex h-0 justify-center lg:top-3">
      <Button variant="primary" size="sm" className="pointer-events-auto rounded-full shadow-lifted" onClick={onShow}>
        <ArrowUp aria-hidden />
        {formatNumber(fresh)} new
      </Button>
    </div>
  )
}
