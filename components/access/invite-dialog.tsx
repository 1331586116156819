'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { type Role, roles } from '@/lib/access/access-words'
import { viewerOptions } from '@/lib/access/client'
import { useInvite } from '@/lib/access/people-client'
import type { InvitationMade } from '@/lib/access/people-contract'
import { reaches } from '@/lib/access/permissions'
import { RadioCards } from './radio-cards'
import { roleWords } from './role-words'
import { ShownOnce } from './shown-once'

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function Made({ made, onAnother, onClose }: { made: InvitationMade; onAnother: () => void; onClose: () => void }) {
  return (
    <>
      <ShownOnce label="Link" code={made.url}>
        Send this link to {made.email}, over a channel that only they read.
      </ShownOnce>
      <p className="mt-2 text-muted-foreground text-xs">
        It lets one person join as {roleWords[made.role].article} {made.role}, until <Moment at={made.expires_at} />.
      </p>
      <DialogFooter>
        <Button onClick={onAnother}>Invite another</Button>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogFooter>
    </>
  )
}

/** Makes a link by which somebody joins; open while it is rendered. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { data: viewer } = useQuery(viewerOptions())
  const inviting = useInvite()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const own: Role = viewer?.role ?? 'owner'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    inviting.mutate({ email, role })
  }
  const another = () => {
    inviting.reset()
    setEmail('')
  }
  const errors = fieldErrors(inviting.error, ['email', 'role'])
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Invite somebody"
        description={
          inviting.data ? undefined : 'Makes a link for you to send: DataWatch sends no mail of its own for it.'
        }
        className="sm:max-w-xl"
      >
        {inviting.data ? (
          <Made made={inviting.data} onAnother={another} onClose={onClose} />
        ) : (
          <form onSubmit={submit} className="grid gap-4">
            <Field label="E-mail address" error={errors.email}>
              {(control) => (
                <Input
                  {...control}
                  type="email"
                  required
                  autoComplete="off"
                  placeholder="ada@example.com"
                  value={email}
                  onChange={(event) => setEmail(event.target.value)}
                />
              )}
            </Field>
            <RadioCards
              legend="Role"
              name="role"
              value={role}
              options={roles
                .filter((one) => reaches(own, one))
                .map((value) => ({ value, label: roleWords[value].name, hint: capital(roleWords[value].may) }))}
              onChange={setRole}
              error={errors.role}
            />
            {errors[''] ? (
              <p role="alert" className="text-destructive text-xs">
                {errors['']}
              </p>
            ) : null}
            <DialogFooter className="mt-0">
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" variant="primary" disabled={inviting.isPending}>
                Make the link
              </Button>
            </DialogFooter>
          </form>
        )}
      </DialogContent>
    </Dialog>
  )
}
