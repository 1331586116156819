'use client'

import { ChevronDown, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTimeZone } from '@/components/layout/clock'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useMay } from '@/lib/access/client'
import { useGiveFeedback } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { FeedbackDialog } from './feedback-dialog'
import { type FeedbackChoice, feedbackChoices, feedbackGiven } from './feedback-words'

function Given({ anomaly, mayChange }: { anomaly: Anomaly; mayChange: boolean }) {
  const feedback = useGiveFeedback()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p>
        <span className="font-medium">{feedbackGiven(anomaly)}</span>
        <span className="text-muted-foreground">
          {anomaly.feedback_by ? `, said by ${anomaly.feedback_by}` : ''}
          {anomaly.feedback_at ? (
            <>
              , <Moment at={anomaly.feedback_at} />
            </>
          ) : null}
        </span>
      </p>
      {mayChange ? (
        <Button
          size="sm"
          variant="ghost"
          aria-disabled={feedback.isPending}
          onClick={() => feedback.mutate({ id: anomaly.id, body: { verdict: null } })}
        >
          <Undo2 aria-hidden />
          Take back
        </Button>
      ) : null}
      {feedback.isError ? (
        <p role="alert" className="text-destructive">
          {feedback.error.message}
        </p>
      ) : null}
    </div>
  )
}

/** What a person says of an anomaly: chosen from a menu, seen on the chart, then confirmed; it can be taken back. */
export function FeedbackPanel({ anomaly }: { anomaly: Anomaly }) {
  const timeZone = useTimeZone()
  const mayChange = useMay('write')
  const [choice, setChoice] = useState<FeedbackChoice | null>(null)
  if (!mayChange) return anomaly.feedback ? <Given anomaly={anomaly} mayChange={false} /> : null
  return (
    <fieldset>
      <legend className="mb-2 font-medium">Was this worth telling you?</legend>
      {anomaly.feedback ? <Given anomaly={anomaly} mayChange /> : null}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button className={anomaly.feedback ? 'mt-2' : undefined}>
            {anomaly.feedback ? 'Say something else' : 'Say what it was'}
            <ChevronDown aria-hidden className="text-muted-foreground" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {feedbackChoices(timeZone).map((one) => (
            <DropdownMenuItem
              key={one.key}
              className="h-auto flex-col items-start gap-0 py-1.5"
              onSelect={() => setChoice(one)}
            >
              <span>{one.label}</span>
              <span className="text-muted-foreground text-xs">{one.hint}</span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {choice ? <FeedbackDialog anomaly={anomaly} choice={choice} onClose={() => setChoice(null)} /> : null}
    </fieldset>
  )
}
