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
            const Icon = icons[moment.kind]
            return (
              <li
                key={`${moment.kind}-${moment.at}-${moment.text}`}
                className="group grid grid-cols-[auto_1fr] gap-x-3"
              >
                <span className="flex flex-col items-center">
                  <span className="grid size-6 place-items-center rounded-full border bg-muted text-muted-foreground">
                    <Icon aria-hidden className="size-3" />
                  </span>
                  <span aria-hidden className="w-px flex-1 bg-border group-last:hidden" />
                </span>
                <span className="min-w-0 pb-3">
                  <span className="block pt-0.5 [overflow-wrap:anywhere]">
                    <Said {...moment} />
                  </span>
                  <time dateTime={moment.at} className="text-muted-foreground text-xs">
                    {formatMoment(moment.at, timeZone)}
                  </time>
                </span>
              </li>
            )
          })}
        </ol>
      </CardContent>
    </Card>
  )
}
