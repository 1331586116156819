'use client'

import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useCreateDashboard } from '@/lib/dashboards/client'
import { type Draft, toBody } from '@/lib/dashboards/draft'
import { ApiError } from '@/lib/http/api'

type SaveFailedProps = { error: Error; draft: Draft; onCopied: () => void }

/** Why a board could not be saved; where it is gone, its draft can become another. */
export function SaveFailed({ error, draft, onCopied }: SaveFailedProps) {
  const router = useRouter()
  const create = useCreateDashboard()
  const gone = error instanceof ApiError && error.status === 404
  const copy = () =>
    create.mutate(toBody(draft), {
      onSuccess: (made) => {
        onCopied()
        router.push(`/dashboards/${made.id}`)
      },
    })
  return (
    <Notice
      tone="destructive"
      actions={
        gone ? (
          <Button size="sm" onClick={copy} aria-disabled={create.isPending}>
            Save as a new dashboard
          </Button>
        ) : null
      }
    >
      Not saved: {gone ? 'somebody deleted this dashboard meanwhile. Your changes are still here.' : error.message}
    </Notice>
  )
}
