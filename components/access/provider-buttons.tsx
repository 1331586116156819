'use client'

import { KeyRound } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useSignInAt } from '@/lib/access/client'
import type { Provider } from '@/lib/access/contract'
import { FormError } from './form-error'
import { GitHubMark, GoogleMark } from './provider-marks'

const marks = { github: GitHubMark, google: GoogleMark, oidc: KeyRound }

type ProviderButtonsProps = { providers: readonly Provider[]; from: string; ready: boolean }

/** The other doors at which one may sign in. */
export function ProviderButtons({ providers, from, ready }: ProviderButtonsProps) {
  const signIn = useSignInAt(from)
  const busy = signIn.isPending || signIn.isSuccess
  if (providers.length === 0) return null
  return (
    <div className="mb-4 grid gap-2">
      {signIn.isError ? <FormError>{signIn.error.message}</FormError> : null}
      {providers.map(({ id, name }) => {
        const Mark = marks[id]
        return (
          <Button
            key={id}
            size="lg"
            disabled={!ready}
            aria-disabled={busy}
            onClick={() => busy || signIn.mutate(id)}
            className="min-w-0"
          >
            <Mark aria-hidden />
            <span className="truncate">
              {busy && signIn.variables === id ? 'Going there…' : `Continue with ${name}`}
            </span>
          </Button>
        )
      })}
      <p className="mt-2 flex items-center gap-3 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </p>
    </div>
  )
}
