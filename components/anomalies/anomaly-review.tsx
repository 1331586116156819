'use client'

import { Allowed } from '@/components/access/allowed'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { useResolveAnomaly } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { AcknowledgeButton } from './acknowledge-button'
import { FeedbackPanel } from './feedback-panel'

/** Who has seen it, what they said, and whether the detector was right. */
export function AnomalyReview({ anomaly }: { anomaly: Anomaly }) {
  const resolve = useResolveAnomaly()
  return (
    <Card aria-label="Review">
      <CardHeader>
        <CardTitle>Review</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4 text-[13px]">
        {anomaly.acknowledged && anomaly.acknowledged_at ? (
          <div>
            <p>
              Acknowledged by <span className="font-medium">{anomaly.acknowledged_by}</span>,{' '}
              <Moment at={anomaly.acknowledged_at} className="text-muted-foreground" />
            </p>
            {anomaly.note ? (
              <blockquote className="mt-2 whitespace-pre-wrap break-words border-l-2 pl-3 text-muted-foreground">
                {anomaly.note}
              </blockquote>
            ) : null}
          </div>
        ) : (
          <p className="text-muted-foreground">Nobody has acknowledged this anomaly.</p>
        )}
        <Allowed to="write">
          <div className="flex flex-wrap gap-2">
            <AcknowledgeButton anomaly={anomaly} size="md" primary />
            {anomaly.status === 'resolved' ? null : (
              <Button onClick={() => resolve.mutate({ id: anomaly.id, body: {} })} disabled={resolve.isPending}>
                Resolve
              </Button>
            )}
          </div>
        </Allowed>
        <FeedbackPanel anomaly={anomaly} />
        {resolve.error ? (
          <p role="alert" className="text-destructive">
            {resolve.error.message}
          </p>
        ) : null}
      </CardContent>
    </Card>
  )
}
