'use client'

import { BookOpen, Lightbulb } from 'lucide-react'
import Link from 'next/link'
import { formatValue } from '@/components/charts/format'
import { useRecently } from '@/components/layout/clock'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import type { AlertDetail } from '@/lib/alerts/incident-contract'
import { hushReasons, kindNames, lengthOf } from './alert-words'

const link = 'text-primary hover:underline'

/** What happened and why, before anything else is looked at. */
export function AlertSummaryCard({ alert }: { alert: AlertDetail }) {
  const now = useRecently()
  const over = alert.status === 'resolved'
  return (
    <section aria-label="Summary" className="mb-4 rounded-lg border bg-card px-4 py-3 shadow-card">
      <p className="whitespace-pre-wrap text-[15px] leading-relaxed [overflow-wrap:anywhere]">
        {alert.message || alert.title}
      </p>
      <p className="mt-1 text-[13px] text-muted-foreground">
        {over ? 'It lasted' : 'It has lasted'} {lengthOf(alert, now)}, since <Moment at={alert.started_at} />.
        {alert.hushed && !over ? ` Nobody is told: ${hushReasons[alert.hushed].toLowerCase()}.` : ''}
      </p>
      <p className="mt-2 flex gap-2 text-[13px] text-muted-foreground">
        <Lightbulb aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
        <span className="min-w-0 [overflow-wrap:anywhere]">
          <span className="font-medium text-foreground">Likely cause: </span>
          {alert.cause ?? 'nothing points anywhere yet.'}
        </span>
      </p>
      {alert.runbook_url ? (
        <p className="mt-2 flex gap-2 text-[13px]">
          <BookOpen aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
          <a
            href={alert.runbook_url}
            target="_blank"
            rel="noreferrer"
            className={`min-w-0 [overflow-wrap:anywhere] ${link}`}
          >
            Runbook: {alert.runbook_url}
          </a>
        </p>
      ) : null}
    </section>
  )
}

const named = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export function AlertFacts({ alert }: { alert: AlertDetail }) {
  const now = useRecently()
  return (
    <Card aria-label="Facts">
      <CardHeader>
        <CardTitle>Facts</CardTitle>
      </CardHeader>
      <CardContent>
        <Facts>
          <Fact name="Value">{formatValue(alert.value)}</Fact>
          {alert.expected ? <Fact name="Expected">{alert.expected}</Fact> : null}
          <Fact name="Kind">{kindNames[alert.kind]}</Fact>
          <Fact name="Rule">
            {alert.rule_id ? (
              <Link href={`/alerts/rules/${alert.rule_id}`} className={link}>
                {alert.rule_name}
              </Link>
            ) : (
              alert.rule_name
            )}
          </Fact>
          {alert.metric ? (
            <Fact name="Metric">
              <Link href={`/explore/${encodeURIComponent(alert.metric)}`} className={`font-mono text-xs ${link}`}>
                {alert.metric}
              </Link>
            </Fact>
          ) : null}
          {alert.table ? (
            <Fact name="Table">
              <Link href={`/events?table=${encodeURIComponent(alert.table)}`} className={link}>
                {alert.table}
              </Link>
            </Fact>
          ) : null}
          {Object.entries(alert.labels)
            .filter(([name]) => name !== 'schema' && name !== 'table')
            .map(([name, value]) => (
              <Fact key={name} name={named(name)}>
                {value}
              </Fact>
            ))}
          <Fact name="Last seen">
            <TimeAgo at={alert.last_seen_at} />
          </Fact>
          {alert.resolved_at ? (
            <Fact name="Resolved">
              <Moment at={alert.resolved_at} />
              {alert.resolved_by ? ` by ${alert.resolved_by}` : ''}
            </Fact>
          ) : null}
          {alert.snoozed_until && Date.parse(alert.snoozed_until) > now ? (
            <Fact name="Snoozed until">
              <Moment at={alert.snoozed_until} />
            </Fact>
          ) : null}
          <Fact name="Owner">{alert.owner ?? 'nobody'}</Fact>
          <Fact name="Assigned to">{alert.assignee ?? 'nobody'}</Fact>
          {alert.acknowledged_at ? (
            <Fact name="Acknowledged">
              {alert.acknowledged_by}, <TimeAgo at={alert.acknowledged_at} />
            </Fact>
          ) : null}
          {alert.note ? <Fact name="Note">{alert.note}</Fact> : null}
        </Facts>
      </CardContent>
    </Card>
  )
}
