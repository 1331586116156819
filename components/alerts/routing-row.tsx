'use client'

import { ArrowDown, ArrowUp, MoreHorizontal } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'

type RoutingRowProps = {
  name: string
  onEdit: () => void
  onRemove: () => void
  /** By how many places; where the order does not matter, nothing. */
  onMove?: (by: -1 | 1) => void
  isFirst?: boolean
  isLast?: boolean
  isFixed: boolean
  busy: boolean
  children: ReactNode
}

/** A line of the routing with what can be done to it. */
export function RoutingRow({
  name,
  onEdit,
  onRemove,
  onMove,
  isFirst,
  isLast,
  isFixed,
  busy,
  children,
}: RoutingRowProps) {
  return (
    <li aria-label={name} className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">{children}</div>
      <div className={isFixed ? 'hidden' : 'flex shrink-0 items-center'}>
        {onMove ? (
          <>
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={`Move ${name} up`}
              disabled={isFirst || busy}
              onClick={() => onMove(-1)}
            >
              <ArrowUp />
            </Button>
            <Button
              size="icon-sm"
              variant="ghost"
              aria-label={`Move ${name} down`}
              disabled={isLast || busy}
              onClick={() => onMove(1)}
            >
              <ArrowDown />
            </Button>
          </>
        ) : null}
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon-sm" variant="ghost" aria-label={`More for ${name}`}>
              <MoreHorizontal />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem onSelect={onEdit}>Change</DropdownMenuItem>
            <DropdownMenuItem destructive onSelect={onRemove}>
              Delete
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
    </li>
  )
}
