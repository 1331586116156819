'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

type SelectionBarProps = { count: number; onClear: () => void; children: ReactNode }

/** What can be done with the selection; stays in sight while the list scrolls under it. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  if (count === 0) return null
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="sticky bottom-3 z-20 mx-3 my-3 flex items-center gap-2 rounded-lg border bg-popover p-2 pl-3.5 text-[13px] shadow-lifted max-lg:bottom-20 max-sm:flex-wrap max-sm:gap-1.5 max-sm:pl-3"
    >
      <span className="tabular mr-auto whitespace-nowrap font-medium">{count} selected</span>
      {children}
      <Button size="icon" variant="ghost" aria-label="Clear the selection" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </div>
  )
}
