'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@/components/layout/use-search'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { deadLetterOptions } from '@/lib/dead-letters/client'
import { LetterDetail } from './letter-detail'
import { codeWords } from './letter-words'

const drawer =
  'sm:top-0 sm:right-0 sm:bottom-0 sm:left-auto sm:h-dvh sm:max-h-dvh sm:max-w-xl sm:translate-x-0 sm:translate-y-0 sm:rounded-none sm:rounded-l-xl'

function Loaded({ id, onClose }: { id: string; onClose: () => void }) {
  const letter = useQuery(deadLetterOptions(id))
  return (
    <DialogContent title={letter.data ? `Refused: ${codeWords(letter.data.code)}` : 'Dead letter'} className={drawer}>
      {letter.data ? (
        <LetterDetail key={letter.data.id} letter={letter.data} onClose={onClose} />
      ) : letter.isError ? (
        <ErrorState error={letter.error} onRetry={() => letter.refetch()} retrying={letter.isFetching} />
      ) : (
        <SkeletonRows rows={8} label="Loading the message" />
      )}
    </DialogContent>
  )
}

/** The dead letter that the address names, at the side of the list. */
export function LetterDrawer() {
  const { search, change } = useSearch()
  const id = search.get('letter')
  const close = () => change({ letter: null })
  return (
    <Dialog open={id !== null} onOpenChange={(open) => (open ? undefined : close())}>
      {id ? <Loaded id={id} onClose={close} /> : null}
    </Dialog>
  )
}
