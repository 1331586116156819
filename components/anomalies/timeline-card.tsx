'use client'

import {
  Check,
  CircleCheck,
  Flag,
  GitBranch,
  type LucideIcon,
  Mountain,
  Play,
  Radar,
  Scale,
  StickyNote,
  TableProperties,
} from 'lucide-react'
import Link from 'next/link'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { TimelineItem } from '@/components/ui/timeline-item'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import { type MomentKind, type TimelineMoment, timelineOf } from './timeline'

const icons: Record<MomentKind, LucideIcon> = {
  schema: TableProperties,
  note: StickyNote,
  related: GitBranch,
  started: Play,
  peak: Mountain,
  ended: Flag,
  detected: Radar,
  acknowledged: Check,
  judged: Scale,
  resolved: CircleCheck,
}

function Said({ text, href }: TimelineMoment) {
  if (!href) return text
  const style = 'hover:text-primary hover:underline'
  if (href.startsWith('/')) {
    return (
      <Link href={href} className={style}>
        {text}
      </Link>
    )
  }
  return (
    <a href={href} target="_blank" rel="noreferrer" className={style}>
      {text}
    </a>
  )
}

type TimelineCardProps = { anomaly: Anomaly; explanation: Explanation | undefined }

/** What happened around an anomaly, in the order of time. */
export function TimelineCard({ anomaly, explanation }: TimelineCardProps) {
  const timeZone = useTimeZone()
  const moments = timelineOf(anomaly, explanation)
  return (
    <Card aria-label="Timeline">
      <CardHeader>
        <CardTitle>Timeline</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="text-[13px]">
          {moments.map((moment) => {
            const foot = (
              <time dateTime={moment.at} className="text-muted-foreground text-xs">
                {formatMoment(moment.at, timeZone)}
              </time>
            )
            return (
              <TimelineItem key={`${moment.kind}-${moment.at}-${moment.text}`} icon={icons[moment.kind]} foot={foot}>
                <Said {...moment} />
              </TimelineItem>
            )
          })}
        </ol>
      </CardContent>
    </Card>
  )
}
