'use client'

import { Pause, Play } from 'lucide-react'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { useLive } from './live-updates'

const words = {
  connecting: { text: 'Connecting', dot: 'bg-muted-foreground' },
  live: { text: 'Live', dot: 'bg-success' },
  reconnecting: { text: 'Reconnecting', dot: 'bg-warning motion-safe:animate-pulse' },
  paused: { text: 'Paused', dot: 'bg-muted-foreground' },
}

/** Says whether the page follows the server; a click holds it still or lets it go on. */
export function LiveIndicator() {
  const { state, setPaused } = useLive()
  const { text, dot } = words[state]
  const paused = state === 'paused'
  const Icon = paused ? Play : Pause
  return (
    <Tooltip label={paused ? 'Follow changes again' : 'Hold this page still'} side="bottom">
      <button
        type="button"
        aria-pressed={paused}
        aria-label={`Live updates: ${text}. ${paused ? 'Resume' : 'Pause'}`}
        onClick={() => setPaused(!paused)}
        className="group inline-flex h-8 items-center gap-2 rounded-md px-2.5 text-[13px] text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <span aria-hidden className="relative grid size-3.5 place-items-center">
          <span className={cn('size-2 rounded-full group-hover:opacity-0 group-focus-visible:opacity-0', dot)} />
          <Icon className="absolute size-3.5 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100" />
        </span>
        <span role="status">{text}</span>
      </button>
    </Tooltip>
  )
}
