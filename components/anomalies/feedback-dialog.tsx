'use client'

import { useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Skeleton } from '@/components/ui/skeleton'
import { useMe } from '@/lib/access/client'
import { feedbackPreviewOptions, useGiveFeedback } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { FeedbackPreview } from '@/lib/anomalies/feedback-contract'
import { subjectOf } from './anomaly-words'
import { FeedbackChart } from './feedback-chart'
import type { FeedbackChoice } from './feedback-words'

type FeedbackDialogProps = { anomaly: Anomaly; choice: FeedbackChoice; onClose: () => void }

const alarms = (count: number) => (count === 1 ? '1 alarm' : `${count} alarms`)

function Effect({ preview }: { preview: FeedbackPreview }) {
  const { effect, alarms_before: before, alarms_after: after } = preview
  return (
    <p className="text-[13px]">
      {effect}{' '}
      <span className="text-muted-foreground">
        {before === after
          ? `As far as DataWatch looks back, ${alarms(before)} as before.`
          : `As far as DataWatch looks back, ${alarms(after)} instead of ${before}.`}
      </span>
    </p>
  )
}

/** Shows what a verdict changes before it is given. */
export function FeedbackDialog({ anomaly, choice, onClose }: FeedbackDialogProps) {
  const me = useMe()
  const preview = useQuery(feedbackPreviewOptions(anomaly.id, choice.body))
  const feedback = useGiveFeedback()
  const confirm = () => {
    if (feedback.isPending) return
    const body = { ...choice.body, user: me ?? 'local' }
    feedback.mutate({ id: anomaly.id, body }, { onSuccess: onClose })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={choice.title} description={subjectOf(anomaly)} className="sm:max-w-3xl">
        <div className="grid min-w-0 gap-3">
          {preview.data ? (
            <>
              <Effect preview={preview.data} />
              <div className="h-64 min-w-0">
                <FeedbackChart anomaly={anomaly} preview={preview.data} />
              </div>
              <p className="text-muted-foreground text-xs">
                The shaded band is what would be expected; the dashed lines are its limits today. No band: not judged.
              </p>
            </>
          ) : preview.isError ? (
            <p role="status" className="text-[13px] text-muted-foreground">
              {preview.error.message}
            </p>
          ) : (
            <Skeleton className="h-72 w-full" />
          )}
          {feedback.isError ? (
            <p role="alert" className="text-[13px] text-destructive">
              {feedback.error.message}
            </p>
          ) : null}
        </div>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={confirm} aria-disabled={feedback.isPending}>
            {feedback.isPending ? 'Saving…' : 'Confirm'}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
