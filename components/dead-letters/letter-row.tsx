'use client'

import { TimeAgo } from '@/components/layout/time-ago'
import { useSearch } from '@/components/layout/use-search'
import { Badge } from '@/components/ui/badge'
import { TableCell, TableRow } from '@/components/ui/table'
import type { DeadLetter } from '@/lib/dead-letters/contract'
import { codeWords } from './letter-words'

type LetterRowProps = { letter: DeadLetter; selected: boolean; onSelect?: (selected: boolean) => void }

export function LetterState({ letter }: { letter: DeadLetter }) {
  if (letter.replayed_at) return <Badge tone="success">replayed</Badge>
  if (letter.cut) return <Badge tone="warning">to be mended</Badge>
  return letter.attempts > 0 ? <Badge tone="destructive">refused {letter.attempts + 1}×</Badge> : <Badge>waiting</Badge>
}

const whereFrom = ({ source, table, format }: DeadLetter) =>
  [table, source, format === 'native' ? '' : format].filter(Boolean).join(' · ') || 'unknown'

/** One dead letter of the list; its reason opens it. */
export function LetterRow({ letter, selected, onSelect }: LetterRowProps) {
  const { change } = useSearch()
  return (
    <TableRow className="relative">
      {onSelect ? (
        <TableCell className="w-0 pr-0">
          <input
            type="checkbox"
            className="relative z-10 size-4 align-middle accent-primary"
            aria-label={`Select ${letter.event_id ?? letter.id}`}
            checked={selected}
            onChange={(event) => onSelect(event.target.checked)}
          />
        </TableCell>
      ) : null}
      <TableCell className="w-full max-w-0">
        <button
          type="button"
          className="block w-full truncate text-left font-medium after:absolute after:inset-0 hover:text-primary"
          onClick={() => change({ letter: letter.id })}
        >
          {codeWords(letter.code)}
        </button>
        <span className="block truncate text-muted-foreground text-xs max-sm:line-clamp-2 max-sm:whitespace-normal">
          {letter.message}
        </span>
        <span className="block truncate text-muted-foreground text-xs md:hidden">
          {whereFrom(letter)} · <TimeAgo at={letter.received_at} />
        </span>
      </TableCell>
      <TableCell className="max-w-48 truncate font-mono text-xs max-md:hidden">{whereFrom(letter)}</TableCell>
      <TableCell className="max-w-48 truncate font-mono text-xs max-lg:hidden">{letter.event_id ?? '–'}</TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        <TimeAgo at={letter.received_at} />
      </TableCell>
      <TableCell className="text-right max-sm:pl-0">
        <LetterState letter={letter} />
      </TableCell>
    </TableRow>
  )
}
