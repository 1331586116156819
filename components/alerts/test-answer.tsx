import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { useTestChannel } from '@/lib/alerts/client'

type TestAnswerProps = { testing: Pick<ReturnType<typeof useTestChannel>, 'data' | 'error' | 'isPending'> }

/** What the provider said to a test message, in its own words. */
export function TestAnswer({ testing: { data, error, isPending } }: TestAnswerProps) {
  if (isPending || (!data && !error)) return null
  const delivered = data?.delivered ?? false
  const Icon = delivered ? CircleCheck : TriangleAlert
  const status = data?.status ? ` (${data.status}, ${data.duration_ms} ms)` : data ? ` (${data.duration_ms} ms)` : ''
  return (
    <div
      role={delivered ? 'status' : 'alert'}
      className={`flex gap-2 rounded-md px-3 py-2 text-xs ${delivered ? 'bg-success-soft text-success-soft-foreground' : 'bg-destructive-soft text-destructive-soft-foreground'}`}
    >
      <Icon aria-hidden className="mt-px size-3.5 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{delivered ? `Delivered${status}` : `Not delivered${status}`}</p>
        <p className="max-h-32 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]">
          {data?.answer ?? error?.message}
        </p>
      </div>
    </div>
  )
}
