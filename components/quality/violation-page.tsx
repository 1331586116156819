'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useMay } from '@/lib/access/client'
import { ApiError } from '@/lib/http/api'
import { useAcknowledgeViolation, violationOptions } from '@/lib/quality/client'
import type { ViolatingRow, ViolationDetail } from '@/lib/quality/violation-contract'
import { percentOf } from '@/lib/quality/words'
import { SeverityBadge, ViolationBadge } from './quality-badges'
import { RuleChart } from './rule-chart'
import { ViolatingRows } from './violating-rows'

function Acknowledge({ violation }: { violation: ViolationDetail }) {
  const acknowledging = useAcknowledgeViolation()
  const mayAct = useMay('write')
  if (!mayAct || violation.acknowledged_at !== null) return null
  return (
    <Button
      variant="primary"
      disabled={acknowledging.isPending}
      onClick={() => acknowledging.mutate({ id: violation.id })}
    >
      <Check aria-hidden />
      Acknowledge
    </Button>
  )
}

function What({ violation: one }: { violation: ViolationDetail }) {
  return (
    <Card aria-label="What is wrong">
      <CardHeader>
        <CardTitle>What is wrong</CardTitle>
      </CardHeader>
      <CardContent>
        <p className="font-medium text-[15px] [overflow-wrap:anywhere]">{one.cause}</p>
        <p className="mt-2 text-[13px] text-muted-foreground">{one.advice}</p>
        <div className="mt-3">
          <Facts>
            <Fact name="Failed">
              {one.failed.toLocaleString('en-US')} of {one.checked.toLocaleString('en-US')} ({percentOf(one.pass_rate)}{' '}
              passed, {percentOf(one.threshold)} must)
            </Fact>
            <Fact name="First">
              <Moment at={one.first_seen} />
            </Fact>
            <Fact name="Last">
              <Moment at={one.last_seen} />
            </Fact>
            {one.resolved_at ? (
              <Fact name="Met again">
                <Moment at={one.resolved_at} />
              </Fact>
            ) : null}
            {one.acknowledged_at ? (
              <Fact name="Acknowledged">
                {one.acknowledged_by}, <TimeAgo at={one.acknowledged_at} />
                {one.note ? `: ${one.note}` : ''}
              </Fact>
            ) : null}
          </Facts>
        </div>
      </CardContent>
    </Card>
  )
}

function Before({ changes }: Pick<ViolationDetail, 'changes'>) {
  return (
    <Card aria-label="What changed before">
      <CardHeader>
        <CardTitle>What changed around then</CardTitle>
      </CardHeader>
      <CardContent>
        {changes.length > 0 ? (
          <ul className="grid gap-2 text-[13px]">
            {changes.map(({ kind, at, text }) => (
              <li key={`${kind} ${at} ${text}`} className="grid">
                <span className="[overflow-wrap:anywhere]">{text}</span>
                <span className="text-muted-foreground text-xs">
                  {kind}, <Moment at={at} />
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-[13px] text-muted-foreground">
            No change of the schema, no note and no unusual number of rows is known of the hours before.
          </p>
        )}
      </CardContent>
    </Card>
  )
}

const rowsTitle = (rows: ViolatingRow[]) =>
  rows.length === 1 ? 'A row that broke it' : `${rows.length} rows that broke it`

/** One violation: what is wrong, since when, rows that show it, and what may be why. */
export function ViolationPage({ id }: { id: string }) {
  const { data, error, isFetching, refetch } = useQuery(violationOptions(id))
  if (!data) {
    if (error instanceof ApiError && error.status === 404) notFound()
    return (
      <Card>
        {error ? (
          <ErrorState error={error} onRetry={() => refetch()} retrying={isFetching} />
        ) : (
          <SkeletonRows rows={8} label="Loading" />
        )}
      </Card>
    )
  }
  return (
    <>
      <PageHeader
        above={
          <Link href="/quality/violations" className="hover:text-foreground">
            Violations
          </Link>
        }
        title={data.rule_title}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <ViolationBadge status={data.status} />
            <SeverityBadge severity={data.severity} />
            <Link href={`/quality/tables/${encodeURIComponent(data.table)}`} className="hover:text-foreground">
              {data.table}
            </Link>
          </span>
        }
        actions={<Acknowledge violation={data} />}
      />
      <div className="grid gap-4">
        <div className="grid gap-4 lg:grid-cols-[3fr_2fr] lg:items-start">
          <What violation={data} />
          <Before changes={data.changes} />
        </div>
        <Card aria-label="Pass rate">
          <CardHeader>
            <CardTitle>Rows that passed</CardTitle>
          </CardHeader>
          <RuleChart name={data.rule_name} from={data.first_seen} to={data.resolved_at ?? data.last_seen} />
        </Card>
        {data.examples.length > 0 ? (
          <Card aria-label="Rows">
            <CardHeader>
              <CardTitle>{rowsTitle(data.examples)}</CardTitle>
            </CardHeader>
            <ViolatingRows rows={data.examples} columns={data.columns} />
          </Card>
        ) : null}
      </div>
    </>
  )
}
