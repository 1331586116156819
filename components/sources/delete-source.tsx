'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useDeleteSource } from '@/lib/sources/client'

/** Ends a source; where its slot is left, says what to run. Open while it is rendered. */
export function DeleteSource({ name, onClose }: { name: string; onClose: () => void }) {
  const router = useRouter()
  const deleting = useDeleteSource(name)
  const left = deleting.data?.slot === 'left' ? deleting.data.advice : null
  const leave = () => router.push('/sources')
  const remove = () => deleting.mutate(undefined, { onSuccess: ({ slot }) => slot !== 'left' && leave() })
  return (
    <Dialog open onOpenChange={(open) => !open && (deleting.data ? leave() : onClose())}>
      <DialogContent
        title={left ? `${name} is deleted` : `Delete ${name}?`}
        description={
          left
            ? 'Its replication slot could not be dropped. Run this there, or the log of the server grows without end.'
            : 'It is followed no longer and its replication slot is dropped. Its events, metrics and boards stay.'
        }
      >
        {left ? <CodeBlock label="In that database" code={left} /> : null}
        {deleting.isError ? (
          <p role="alert" className="text-destructive text-xs">
            {deleting.error.message}
          </p>
        ) : null}
        <DialogFooter>
          {deleting.data ? (
            <Button variant="primary" onClick={leave}>
              I have run it
            </Button>
          ) : (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button variant="destructive" onClick={remove} disabled={deleting.isPending}>
                {deleting.isPending ? 'Deleting …' : 'Delete the source'}
              </Button>
            </>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
