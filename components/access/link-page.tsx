'use client'

import { type FormEvent, useEffect, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { useSignIn } from '@/lib/access/client'
import { useTakeLink } from '@/lib/access/people-client'
import type { OpenedLink } from '@/lib/access/people-contract'
import { EntranceFrame } from './entrance-frame'
import { EntryField } from './entry-field'
import { FormError } from './form-error'
import { LinkOver } from './link-over'
import { PasswordField } from './password-field'
import { roleWords } from './role-words'

type LinkPageProps = { token: string; link: OpenedLink }

/** What somebody does with a link: joins, or chooses a new password, and is signed in. */
export function LinkPage({ token, link: { kind, email, role, expires_at } }: LinkPageProps) {
  const [take, signIn] = [useTakeLink(token), useSignIn('/')]
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const isNew = kind === 'invitation'
  const busy = take.isPending || take.isSuccess
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const given = new FormData(event.currentTarget)
    const password = String(given.get('password'))
    const body = isNew ? { name: String(given.get('name')), password } : { password }
    take.mutate(body, { onSuccess: (joined) => signIn.mutate({ email: joined.email, password }) })
  }
  if (take.error && 'status' in take.error && take.error.status === 404) return <LinkOver />
  const errors = fieldErrors(take.error, ['name', 'password'])
  return (
    <EntranceFrame
      title={isNew ? 'Join DataWatch' : 'Choose a new password'}
      description={
        isNew ? (
          <>
            You were invited as {roleWords[role].article}{' '}
            <strong className="font-medium text-foreground">{role}</strong>, who may {roleWords[role].may}.
          </>
        ) : (
          <>For {email}. You are signed out everywhere else.</>
        )
      }
    >
      <form method="post" onSubmit={submit} className="grid gap-4">
        <FormError>{errors[''] ?? signIn.error?.message}</FormError>
        <EntryField label="E-mail address" name="email" type="email" value={email} readOnly autoComplete="username" />
        {isNew ? <EntryField label="Your name" name="name" error={errors.name} autoComplete="name" autoFocus /> : null}
        <PasswordField
          label={isNew ? 'Password' : 'New password'}
          name="password"
          isNew
          error={errors.password}
          large
        />
        <Button type="submit" variant="primary" size="lg" disabled={!ready} aria-disabled={busy} className="mt-1">
          {isNew ? (busy ? 'Joining…' : 'Join') : busy ? 'Saving…' : 'Save and sign in'}
        </Button>
        <p className="text-center text-muted-foreground text-xs">
          This link works once, until <Moment at={expires_at} />.
        </p>
      </form>
    </EntranceFrame>
  )
}
