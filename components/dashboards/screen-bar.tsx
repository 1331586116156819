'use client'

import { Minimize } from 'lucide-react'
import type { ReactNode } from 'react'
import { LiveIndicator } from '@/components/layout/live-indicator'
import { useRefresh } from '@/components/layout/use-refresh'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'

type ScreenBarProps = { title: string; children: ReactNode; onLeave: () => void }

/** All that stands over a board that has the whole screen. */
export function ScreenBar({ title, children, onLeave }: ScreenBarProps) {
  useRefresh()
  return (
    <header className="mb-3 flex items-start gap-3">
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4">
        <h1 className="min-w-0 truncate font-semibold text-xl tracking-tight">{title}</h1>
        {children}
      </div>
      <div className="flex items-center print:hidden">
        <LiveIndicator />
        <Tooltip label="Leave full screen (Esc)" side="bottom">
          <Button size="icon" variant="ghost" aria-label="Leave full screen" onClick={onLeave}>
            <Minimize />
          </Button>
        </Tooltip>
      </div>
    </header>
  )
}
