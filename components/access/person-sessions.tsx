'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useToast } from '@/components/ui/toast'
import { personSessionsOptions, useEndSessionsOf } from '@/lib/access/people-client'
import type { Person } from '@/lib/access/people-contract'
import { SessionRow } from './session-row'

/** Where somebody is signed in; all of it can be ended. */
export function PersonSessions({ person, onClose }: { person: Person; onClose: () => void }) {
  const list = useQuery(personSessionsOptions(person.id))
  const [ending, say] = [useEndSessionsOf(), useToast()]
  const end = () =>
    ending.mutate(person.id, {
      onSuccess: () => {
        say({ title: `${person.name} is signed out everywhere` })
        onClose()
      },
    })
  const sessions = list.data?.sessions ?? []
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Sessions of ${person.name}`}
        description="Where they are signed in. Whoever is signed out can sign in again; switch them off to keep them out."
        className="sm:max-w-xl"
      >
        {list.data ? (
          sessions.length > 0 ? (
            <ul className="divide-y rounded-md border">
              {sessions.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
            </ul>
          ) : (
            <p className="text-[13px] text-muted-foreground">They are signed in nowhere.</p>
          )
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={2} />
        )}
        {ending.isError ? (
          <p role="alert" className="mt-3 text-[13px] text-destructive">
            {ending.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
          {sessions.length > 0 ? (
            <Button variant="destructive" onClick={end} disabled={ending.isPending}>
              Sign out everywhere
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
