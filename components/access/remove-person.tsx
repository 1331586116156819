'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { useRemovePerson } from '@/lib/access/people-client'
import type { Person } from '@/lib/access/people-contract'

/** Asks before somebody is removed, and says what becomes of what is theirs. */
export function RemovePerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const [removing, say] = [useRemovePerson(), useToast()]
  const remove = () =>
    removing.mutate(person.id, {
      onSuccess: () => {
        say({ title: `${person.name} is removed` })
        onClose()
      },
    })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Remove ${person.name}?`}
        description={`${person.email} is signed out everywhere at once and cannot sign in again, unless they are invited anew. Boards, rules and notes that they made stay, as do the API keys; the audit log keeps what they did.`}
      >
        {removing.isError ? (
          <p role="alert" className="text-[13px] text-destructive">
            {removing.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>Keep them</Button>
          <Button variant="destructive" onClick={remove} disabled={removing.isPending}>
            Remove
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
