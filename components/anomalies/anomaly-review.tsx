'use client'

import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { useGiveFeedback, useResolveAnomaly } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { AcknowledgeButton } from './acknowledge-button'

const verdicts = [
  { value: 'expected', label: 'This was expected' },
  { value: 'anomaly', label: 'This was a real problem' },
] as const

/** Who has seen it, what they said, and whether the detector was right. */
export function AnomalyReview({ anomaly }: { anomaly: Anomaly }) {
  const feedback = useGiveFeedback()
  const resolve = useResolveAnomaly()
  const failed = feedback.error ?? resolve.error
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
        <div className="flex flex-wrap gap-2">
          <AcknowledgeButton anomaly={anomaly} size="md" primary />
          {anomaly.status === 'resolved' ? null : (
            <Button onClick={() => resolve.mutate({ id: anomaly.id, body: {} })} disabled={resolve.isPending}>
              Resolve
            </Button>
          )}
        </div>
        <fieldset>
          <legend className="mb-2 font-medium">Was this worth telling you?</legend>
          <div className="flex flex-wrap gap-2">
            {verdicts.map(({ value, label }) => (
              <Button
                key={value}
                size="sm"
                variant={anomaly.feedback === value ? 'primary' : 'secondary'}
                aria-pressed={anomaly.feedback === value}
                onClick={() => feedback.mutate({ id: anomaly.id, body: { verdict: value } })}
              >
                {label}
              </Button>
            ))}
          </div>
        </fieldset>
        {failed ? (
          <p role="alert" className="text-destructive">
            {failed.message}
          </p>
        ) : null}
      </CardContent>
    </Card>
  )
}
