'use client'

import { CircleAlert } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useSignIn } from '@/lib/access/client'
import { credentials } from '@/lib/access/contract'

/** E-mail address and password; goes on to `from`. */
export function SignInForm({ from }: { from: string }) {
  const signIn = useSignIn(from)
  const password = useRef<HTMLInputElement>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const busy = signIn.isPending || signIn.isSuccess
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const given = credentials.parse(Object.fromEntries(new FormData(event.currentTarget)))
    signIn.mutate(given, { onError: () => password.current?.select() })
  }
  return (
    <form method="post" onSubmit={submit} className="grid gap-4">
      {signIn.isError ? (
        <p
          id="sign-in-error"
          role="alert"
          className="flex gap-2 rounded-md bg-destructive-soft px-3 py-2 text-[13px] text-destructive-soft-foreground"
        >
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {signIn.error.message}
        </p>
      ) : null}
      <Field label="E-mail address">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            className="h-10"
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            aria-describedby={signIn.isError ? 'sign-in-error' : undefined}
            className="h-10"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="lg" disabled={!ready} aria-disabled={busy} className="mt-1">
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  )
}
