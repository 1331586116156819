'use client'

import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { type DeadLetterSearch, useReplayDeadLetters } from '@/lib/dead-letters/client'
import { DeleteLettersDialog } from './delete-letters-dialog'
import { describeReplay } from './letter-words'

type LetterActionsProps = { selected: readonly string[]; listed: number; search: DeadLetterSearch; onDone: () => void }

/** What can be done with the selected dead letters, or with all that match where none is. */
export function LetterActions({ selected, listed, search, onDone }: LetterActionsProps) {
  const [deleting, setDeleting] = useState<{ ids: string[] } | { search: DeadLetterSearch } | null>(null)
  const replay = useReplayDeadLetters()
  const some = selected.length > 0
  const { code, table, q } = search
  const start = () => {
    const body = some ? { ids: [...selected] } : { all: true as const, filter: { code, table, q } }
    replay.mutate(body, { onSuccess: onDone })
  }
  const said = replay.isError ? replay.error.message : replay.data ? describeReplay(replay.data) : null
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-2 border-b px-3 py-2">
      <Button
        size="sm"
        variant={some ? 'primary' : 'secondary'}
        onClick={start}
        aria-disabled={replay.isPending || listed === 0 || (!some && search.replayed === true)}
      >
        <RotateCcw aria-hidden className={replay.isPending ? 'motion-safe:animate-spin' : undefined} />
        {some ? `Replay ${selected.length} selected` : 'Replay all waiting'}
      </Button>
      <Button
        size="sm"
        onClick={() => setDeleting(some ? { ids: [...selected] } : { search })}
        aria-disabled={listed === 0}
      >
        <Trash2 aria-hidden />
        {some ? `Delete ${selected.length} selected` : 'Delete all that match'}
      </Button>
      <p
        aria-live="polite"
        className={replay.isError ? 'text-[13px] text-destructive' : 'text-[13px] text-muted-foreground'}
      >
        {said}
      </p>
      <DeleteLettersDialog which={deleting} onClose={() => setDeleting(null)} onDone={onDone} />
    </div>
  )
}
