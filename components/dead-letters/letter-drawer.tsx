'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@/components/layout/use-search'
import { ErrorState } from '@/components/ui/error-state'
import { Sheet } from '@/components/ui/sheet'
import { SkeletonRows } from '@/components/ui/skeleton'
import { deadLetterOptions } from '@/lib/dead-letters/client'
import { LetterDetail } from './letter-detail'
import { codeWords } from './letter-words'

type LoadedProps = { id: string; onClose: () => void }

function Loaded({ id, onClose }: LoadedProps) {
  const letter = useQuery(deadLetterOptions(id))
  return (
    <Sheet title={letter.data ? `Refused: ${codeWords(letter.data.code)}` : 'Dead letter'} onClose={onClose}>
      {letter.data ? (
        <LetterDetail key={letter.data.id} letter={letter.data} onClose={onClose} />
      ) : letter.isError ? (
        <ErrorState error={letter.error} onRetry={() => letter.refetch()} retrying={letter.isFetching} />
      ) : (
        <SkeletonRows rows={8} label="Loading the message" />
      )}
    </Sheet>
  )
}

/** The dead letter that the address names, at the side of the list. */
export function LetterDrawer() {
  const { search, change } = useSearch()
  const id = search.get('letter')
  return id ? <Loaded id={id} onClose={() => change({ letter: null })} /> : null
}
