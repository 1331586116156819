'use client'

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ThemeProvider } from 'next-themes'
import { type ReactNode, useState } from 'react'
import { goToSignIn } from '@/components/access/go-to-sign-in'
import { CommandProvider } from '@/components/commands/commands'
import { ToastProvider } from '@/components/ui/toast'
import { viewerOptions } from '@/lib/access/client'
import { ApiError } from '@/lib/http/api'
import { ClockProvider } from './clock'
import { ContrastProvider } from './contrast'
import { LiveUpdates } from './live-updates'
import { keepWithinPolicy } from './within-policy'

keepWithinPolicy()

const again = (count: number, error: Error) => count < 2 && !(error instanceof ApiError && error.status < 500)

function createClient() {
  /** What is refused may have been taken from the viewer a moment ago: then its controls go too. */
  const learn = (error: Error) => {
    goToSignIn(error)
    if (error instanceof ApiError && error.status === 403) void client.invalidateQueries(viewerOptions())
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: goToSignIn }),
    mutationCache: new MutationCache({ onError: learn }),
    defaultOptions: { queries: { staleTime: 10_000, gcTime: 5 * 60_000, retry: again, refetchOnWindowFocus: false } },
  })
  return client
}

type ProvidersProps = { now: number; timeZone: string; highContrast: boolean; nonce?: string; children: ReactNode }

export function Providers({ now, timeZone, highContrast, nonce, children }: ProvidersProps) {
  const [client] = useState(createClient)
  const [ownNonce] = useState(nonce)
  return (
    <ThemeProvider attribute="data-theme" defaultTheme="system" enableSystem disableTransitionOnChange nonce={ownNonce}>
      <ContrastProvider initial={highContrast}>
        <ClockProvider now={now} timeZone={timeZone}>
          <QueryClientProvider client={client}>
            <ToastProvider>
              <LiveUpdates>
                <CommandProvider>{children}</CommandProvider>
              </LiveUpdates>
            </ToastProvider>
          </QueryClientProvider>
        </ClockProvider>
      </ContrastProvider>
    </ThemeProvider>
  )
}
