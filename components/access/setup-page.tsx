'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Button } from '@/components/ui/button'
import { useSignIn } from '@/lib/access/client'
import { useSetUp } from '@/lib/access/people-client'
import type { SetupBody } from '@/lib/access/people-contract'
import { EntranceFrame } from './entrance-frame'
import { EntryField } from './entry-field'
import { FormError } from './form-error'
import { PasswordField } from './password-field'

/** The first run of a server: who reads its log becomes its owner, and is signed in. */
export function SetupPage() {
  const [setUp, signIn] = [useSetUp(), useSignIn('/')]
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const busy = setUp.isPending || setUp.isSuccess
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const body = Object.fromEntries(new FormData(event.currentTarget)) as SetupBody
    setUp.mutate(body, { onSuccess: ({ email }) => signIn.mutate({ email, password: body.password }) })
  }
  const errors = fieldErrors(setUp.error, ['code', 'email', 'name', 'password'])
  return (
    <EntranceFrame title="Welcome to DataWatch" description="Nobody can sign in yet. You become the owner.">
      <form method="post" onSubmit={submit} className="grid gap-4">
        <FormError>{errors[''] ?? signIn.error?.message}</FormError>
        <EntryField
          label="Setup code"
          name="code"
          error={errors.code}
          hint={
            <>
              The log of this server shows it: look for “setup code” where it was started, or in{' '}
              <code>docker compose logs</code>.
            </>
          }
          autoComplete="one-time-code"
          className="h-10 font-mono uppercase"
          autoFocus
        />
        <EntryField label="Your name" name="name" error={errors.name} autoComplete="name" />
        <EntryField label="E-mail address" name="email" type="email" error={errors.email} autoComplete="username" />
        <PasswordField label="Password" name="password" isNew error={errors.password} large />
        <Button type="submit" variant="primary" size="lg" disabled={!ready} aria-disabled={busy} className="mt-1">
          {busy ? 'Setting up…' : 'Set up and sign in'}
        </Button>
      </form>
    </EntranceFrame>
  )
}
