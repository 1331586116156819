'use client'

import { type FormEvent, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import { useChangePassword } from '@/lib/access/client'
import type { Viewer } from '@/lib/access/contract'
import { FormError } from './form-error'
import { PasswordField } from './password-field'

const fixed = {
  configured: 'Your password is that of access.owner_password in the configuration, and is changed there.',
  none: 'You have none: you sign in elsewhere. An admin or owner can make you a link to choose one.',
}

function PasswordForm({ email }: { email: string }) {
  const [changing, say] = [useChangePassword(), useToast()]
  /** The fields begin anew once there is another password. */
  const [round, setRound] = useState(0)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (changing.isPending) return
    const given = new FormData(event.currentTarget)
    const body = { current: String(given.get('current')), password: String(given.get('password')) }
    changing.mutate(body, {
      onSuccess: ({ ended }) => {
        const others = ended > 0 ? `Your other browsers were signed out (${ended})` : undefined
        say({ title: 'Your password is changed', detail: others })
        setRound((now) => now + 1)
      },
    })
  }
  const errors = fieldErrors(changing.error, ['current', 'password'])
  return (
    <form key={round} method="post" onSubmit={submit} className="grid gap-4">
      <FormError>{errors['']}</FormError>
      <input className="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordField label="Current password" name="current" error={errors.current} />
      <PasswordField label="New password" name="password" isNew error={errors.password} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted-foreground text-xs">Your other browsers are signed out.</p>
        <Button type="submit" variant="primary" disabled={changing.isPending}>
          Change the password
        </Button>
      </div>
    </form>
  )
}

type PasswordCardProps = { email: string; password: Viewer['password'] }

/** Changes the viewer's password, for which they say the one they have. */
export function PasswordCard({ email, password }: PasswordCardProps) {
  return (
    <Card aria-label="Password">
      <CardHeader>
        <CardTitle>Password</CardTitle>
      </CardHeader>
      <CardContent>
        {password === 'own' || password === null ? (
          <PasswordForm email={email} />
        ) : (
          <p className="text-[13px] text-muted-foreground">{fixed[password]}</p>
        )}
      </CardContent>
    </Card>
  )
}
