'use client'

import { Clock3 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { type SnoozeChoice, snoozeChoices } from './snooze-times'

/** How long not to be told of something. */
export function SnoozeMenu({ onSnooze }: { onSnooze: (choice: SnoozeChoice) => void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Clock3 aria-hidden className="max-sm:hidden" />
          Snooze
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {snoozeChoices.map(({ value, label }) => (
          <DropdownMenuItem key={value} onSelect={() => onSnooze(value)}>
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
