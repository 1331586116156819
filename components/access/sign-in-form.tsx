'use client'

import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useSignIn } from '@/lib/access/client'
import type { Provider } from '@/lib/access/contract'
import { FormError } from './form-error'
import { PasswordField } from './password-field'
import { ProviderButtons } from './provider-buttons'

const errorId = 'sign-in-error'

type SignInFormProps = { from: string; providers: readonly Provider[]; problem?: string }

/** Other doors, or e-mail address and password; goes on to `from`. `problem`: why another door sent the browser back. */
export function SignInForm({ from, providers, problem }: SignInFormProps) {
  const signIn = useSignIn(from)
  const password = useRef<HTMLInputElement>(null)
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const busy = signIn.isPending || signIn.isSuccess
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const given = new FormData(event.currentTarget)
    signIn.mutate(
      { email: String(given.get('email')), password: String(given.get('password')) },
      { onError: () => password.current?.select() },
    )
  }
  const wrong = signIn.error?.message ?? (signIn.isIdle ? problem : undefined)
  return (
    <>
      <ProviderButtons providers={providers} from={from} ready={ready} />
      <form method="post" onSubmit={submit} className="grid gap-4">
        <FormError id={errorId}>{wrong}</FormError>
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
        <PasswordField
          ref={password}
          label="Password"
          name="password"
          describedBy={wrong ? errorId : undefined}
          large
        />
        <Button type="submit" variant="primary" size="lg" disabled={!ready} aria-disabled={busy} className="mt-1">
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      <p className="mt-4 text-center text-muted-foreground text-xs">
        No account, or no password? An admin or owner can send you a link.
      </p>
    </>
  )
}
