'use client'

import { Card } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void }

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  return (
    <Card className="mx-auto mt-16 max-w-lg">
      <h1 className="sr-only">Error</h1>
      <ErrorState title="This page could not be shown" error={error} onRetry={reset} />
    </Card>
  )
}
