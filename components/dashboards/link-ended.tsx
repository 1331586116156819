import { Unlink } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

/** The one answer for a link that never was, was revoked, or ran out. */
export function LinkEnded() {
  return (
    <div className="px-4 py-16">
      <Card className="mx-auto max-w-lg">
        <h1 className="sr-only">Not shared</h1>
        <EmptyState icon={Unlink} title="There is nothing here, or it is no longer shared">
          Ask whoever sent you the link for a new one.
        </EmptyState>
      </Card>
    </div>
  )
}
