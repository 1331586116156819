'use client'

import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useMakeReset } from '@/lib/access/people-client'
import type { Person } from '@/lib/access/people-contract'
import { ShownOnce } from './shown-once'

/** Makes a link with which somebody chooses a new password, to be sent to them. */
export function ResetLink({ person, onClose }: { person: Person; onClose: () => void }) {
  const making = useMakeReset()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`A new password for ${person.name}`}
        description="Makes a link that works once. Their password stays as it is until they use it; then they are signed out everywhere else."
        className="sm:max-w-xl"
      >
        {making.data ? (
          <>
            <ShownOnce label="Link" code={making.data.url}>
              Send this link to {making.data.email}, over a channel that only they read.
            </ShownOnce>
            <p className="mt-2 text-muted-foreground text-xs">
              It works until <Moment at={making.data.expires_at} />.
            </p>
          </>
        ) : null}
        {making.isError ? (
          <p role="alert" className="text-[13px] text-destructive">
            {making.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>{making.data ? 'Done' : 'Cancel'}</Button>
          {making.data ? null : (
            <Button variant="primary" onClick={() => making.mutate(person.id)} disabled={making.isPending}>
              Make the link
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
