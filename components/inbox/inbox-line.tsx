import { Check } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { TableCell, TableRow } from '@/components/ui/table'

/** What a line hears and shows of the list that it is in. */
export type LineProps = {
  /** Whether the keys act on this line; one line of the list can be reached by Tab. */
  isCurrent: boolean
  isReachable: boolean
  /** Whether the reader may do something about it; else it is only looked at. */
  mayAct: boolean
  onCurrent: (id: string) => void
  onSelect: (id: string, isRange: boolean) => void
  onAcknowledge: (ids: string[]) => void
}

type InboxLineProps = Omit<LineProps, 'onAcknowledge'> & {
  id: string
  selected: boolean | 'mixed'
  selectLabel: string
  /** A line that belongs to the one above it. */
  indented?: boolean
  children: ReactNode
}

/** A line of an inbox: selected by its box, acted on by keys while it has the focus. */
export function InboxLine(props: InboxLineProps) {
  const { id, selected, selectLabel, indented, isCurrent, isReachable, mayAct, onCurrent, onSelect, children } = props
  const tick = (event: MouseEvent) => onSelect(id, event.shiftKey)
  return (
    <TableRow
      data-line={id}
      tabIndex={isReachable ? 0 : -1}
      aria-selected={selected === true}
      onFocus={() => onCurrent(id)}
      className={cn(
        'relative scroll-my-24 outline-none focus-visible:bg-muted/60 focus-visible:ring-2 focus-visible:ring-primary focus-visible:ring-inset',
        isCurrent && 'shadow-[inset_3px_0_0_var(--primary)]',
        selected === true && 'bg-primary-soft/40 hover:bg-primary-soft/60',
      )}
    >
      <TableCell className={cn('w-px pr-0 max-sm:align-top', indented && 'pl-8')}>
        {mayAct ? (
          <span className="relative z-10 flex items-center py-1">
            <Checkbox label={selectLabel} checked={selected} tabIndex={-1} onChange={() => {}} onClick={tick} />
          </span>
        ) : null}
      </TableCell>
      {children}
    </TableRow>
  )
}

type AcknowledgeCellProps = { isOpen: boolean; by: string | null; onAcknowledge: () => void }

/** The last cell of a line: to acknowledge it, or who did. */
export function AcknowledgeCell({ isOpen, by, onAcknowledge }: AcknowledgeCellProps) {
  return (
    <TableCell className="text-right max-sm:pl-0 max-sm:align-top">
      {isOpen ? (
        <Button size="sm" className="relative z-10" tabIndex={-1} onClick={onAcknowledge}>
          <Check aria-hidden />
          <span className="max-sm:sr-only">Acknowledge</span>
        </Button>
      ) : by ? (
        <span className="whitespace-nowrap text-muted-foreground text-xs max-sm:hidden">by {by}</span>
      ) : null}
    </TableCell>
  )
}
