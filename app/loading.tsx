import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-5 h-8 w-48" />
      <Skeleton className="h-96 w-full" />
    </div>
  )
}
