'use client'

import { formatCompact } from '@/components/charts/format'
import { formatSpan } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Moment } from '@/components/layout/time-ago'
import { Fact, Facts } from '@/components/ui/facts'
import type { DetectionStatus as Status } from '@/lib/anomalies/detection-contract'
import { periodWords, reasonIn, surenessWords } from './detection-words'

/** What detection knows of a metric. */
export function DetectionStatus({ status }: { status: Status }) {
  const timeZone = useTimeZone()
  return (
    <div className="grid content-start gap-2">
      <p className="text-[13px] text-muted-foreground [overflow-wrap:anywhere]">{reasonIn(status, timeZone)}</p>
      <Facts>
        <Fact name="Judged in buckets of">{status.step_seconds ? formatSpan(status.step_seconds * 1000) : '–'}</Fact>
        <Fact name="History since">{status.history_since ? <Moment at={status.history_since} /> : '–'}</Fact>
        <Fact name="How sure">{surenessWords(status.sureness)}</Fact>
        <Fact name="Period found">{periodWords(status.periods)}</Fact>
        <Fact name="Last judged">{status.last_judged ? <Moment at={status.last_judged} /> : '–'}</Fact>
        <Fact name="Open anomalies">{formatCompact(status.open_anomalies)}</Fact>
        <Fact name="Alarms in 30 days">{formatCompact(status.alarms_30d)}</Fact>
      </Facts>
    </div>
  )
}
