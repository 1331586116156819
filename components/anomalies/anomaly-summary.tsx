'use client'

import { Lightbulb } from 'lucide-react'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Skeleton } from '@/components/ui/skeleton'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { descriptionIn, lengthOf } from './anomaly-words'

type AnomalySummaryProps = { anomaly: Anomaly; explanation: Explanation | undefined; pending: boolean }

/** What happened, how bad, since when and why, before anything else is looked at. */
export function AnomalySummary({ anomaly, explanation, pending }: AnomalySummaryProps) {
  const timeZone = useTimeZone()
  const now = useRecently()
  const lasting = anomaly.ended_at ? `It lasted ${lengthOf(anomaly, now)}` : `It has lasted ${lengthOf(anomaly, now)}`
  const rarity = explanation && explanation.rarity.days_known > 0 ? ` ${explanation.rarity.words}.` : ''
  return (
    <section aria-label="Summary" className="mb-4 rounded-lg border bg-card px-4 py-3 shadow-card">
      <p className="text-[15px] leading-relaxed [overflow-wrap:anywhere]">
        {descriptionIn(anomaly, timeZone)}. {lasting}.{rarity}
      </p>
      {pending ? (
        <Skeleton className="mt-2 h-5 w-2/3" />
      ) : (
        <p className="mt-2 flex gap-2 text-[13px] text-muted-foreground">
          <Lightbulb aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className="font-medium text-foreground">Likely cause: </span>
            {explanation?.cause ?? `nothing points anywhere yet. ${explanation?.contributions.words ?? ''}`}
          </span>
        </p>
      )}
    </section>
  )
}
