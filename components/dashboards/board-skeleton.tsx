import { Skeleton } from '@/components/ui/skeleton'

/** The shape of a board that is on its way. */
export function BoardSkeleton() {
  return (
    <div role="status" aria-label="Loading the dashboard" className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} className="h-36" />
      ))}
      <Skeleton className="col-span-2 h-76" />
      <Skeleton className="col-span-2 h-76" />
    </div>
  )
}
