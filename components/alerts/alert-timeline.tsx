'use client'

import {
  AlarmClock,
  BellOff,
  Check,
  CircleCheck,
  Clock3,
  type LucideIcon,
  MessageSquare,
  Play,
  RefreshCw,
  Repeat2,
  RotateCcw,
  Send,
  SendToBack,
  Split,
  TrendingUp,
  TriangleAlert,
  UserRound,
} from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Textarea } from '@/components/ui/input'
import { TimelineItem } from '@/components/ui/timeline-item'
import { useActOnAlert } from '@/lib/alerts/client'
import type { AlertDetail, TimelineKind } from '@/lib/alerts/incident-contract'

const icons: Record<TimelineKind, LucideIcon> = {
  opened: Play,
  updated: RefreshCw,
  acknowledged: Check,
  unacknowledged: SendToBack,
  resolved: CircleCheck,
  reopened: RotateCcw,
  snoozed: Clock3,
  unsnoozed: AlarmClock,
  assigned: UserRound,
  commented: MessageSquare,
  silenced: BellOff,
  inhibited: Split,
  flapping: Repeat2,
  escalated: TrendingUp,
  notified: Send,
  failed: TriangleAlert,
}

const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g

/** Times that are named in a text, on the clock of the reader. */
const localTimes = (text: string, timeZone: string) => text.replace(instant, (at) => formatMoment(at, timeZone))

function CommentForm({ id }: { id: string }) {
  const [text, setText] = useState('')
  const acting = useActOnAlert(id)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const said = text.trim()
    if (said) acting.mutate({ verb: 'comment', text: said }, { onSuccess: () => setText('') })
  }
  return (
    <form onSubmit={submit} className="mt-1 grid gap-2">
      <Textarea
        aria-label="Comment"
        placeholder="What is known, what was tried …"
        maxLength={4000}
        className="min-h-14"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      {acting.error ? (
        <p role="alert" className="text-destructive text-xs">
          {acting.error.message}
        </p>
      ) : null}
      <Button type="submit" size="sm" className="justify-self-end" disabled={acting.isPending || !text.trim()}>
        Comment
      </Button>
    </form>
  )
}

/** Everything that happened to an alert, in the order of time, and a place to say more. */
export function AlertTimeline({ alert }: { alert: AlertDetail }) {
  const timeZone = useTimeZone()
  const entries = alert.timeline.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
  return (
    <Card aria-label="Timeline">
      <CardHeader>
        <CardTitle>Timeline</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="text-[13px]">
          {entries.map(({ at, kind, actor, text }, index) => {
            const foot = (
              <span className="text-muted-foreground text-xs">
                <time dateTime={at}>{formatMoment(at, timeZone)}</time> · {actor}
              </span>
            )
            return (
              <TimelineItem
                key={`${at}-${kind}-${index + 1}`}
                icon={icons[kind]}
                foot={foot}
                textClass="whitespace-pre-wrap"
              >
                {localTimes(text || kind, timeZone)}
              </TimelineItem>
            )
          })}
        </ol>
        <Allowed to="write">
          <CommentForm id={alert.id} />
        </Allowed>
      </CardContent>
    </Card>
  )
}
