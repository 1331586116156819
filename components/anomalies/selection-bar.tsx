'use client'

import { Check, CircleCheckBig, X } from 'lucide-react'
import { Button } from '@/components/ui/button'

type SelectionBarProps = { count: number; onAcknowledge: () => void; onResolve: () => void; onClear: () => void }

/** What can be done with the selection; stays in sight while the list scrolls under it. */
export function SelectionBar({ count, onAcknowledge, onResolve, onClear }: SelectionBarProps) {
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="sticky bottom-3 z-20 mx-3 my-3 flex items-center gap-2 rounded-lg border bg-popover p-2 pl-3.5 max-sm:gap-1.5 max-sm:pl-3 text-[13px] shadow-lifted max-lg:bottom-20"
    >
      <span className="tabular mr-auto whitespace-nowrap font-medium">{count} selected</span>
      <Button variant="primary" onClick={onAcknowledge}>
        <Check aria-hidden className="max-sm:hidden" />
        Acknowledge
      </Button>
      <Button onClick={onResolve}>
        <CircleCheckBig aria-hidden className="max-sm:hidden" />
        Resolve
      </Button>
      <Button size="icon" variant="ghost" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
