'use client'

import { useQuery } from '@tanstack/react-query'
import { Lightbulb, Volume1 } from 'lucide-react'
import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { alertSummaryOptions } from '@/lib/alerts/client'
import type { RuleNoise } from '@/lib/alerts/incident-contract'
import { AlertTabs } from './alert-tabs'
import { minutesText } from './alert-words'
import { SummaryStrip } from './summary-strip'

const share = (part: number, whole: number) => (whole === 0 ? '–' : `${Math.round((part / whole) * 100)}%`)

function NoiseRow({ one }: { one: RuleNoise }) {
  const href = one.rule_id
    ? `/alerts/rules/${one.rule_id}`
    : `/alerts?status=all&rule=${encodeURIComponent(one.rule_name)}`
  return (
    <TableRow className="relative align-top">
      <TableCell className="w-full max-w-0 py-2.5">
        <Link
          href={href}
          className="block font-medium [overflow-wrap:anywhere] after:absolute after:inset-0 hover:text-primary"
        >
          {one.rule_name}
        </Link>
        {one.suggestion ? (
          <span className="mt-1 flex gap-1.5 text-xs">
            <Lightbulb aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warning" />
            <span className="[overflow-wrap:anywhere]">{one.suggestion}</span>
          </span>
        ) : null}
      </TableCell>
      <TableCell numeric className="py-2.5">
        {one.alerts}
      </TableCell>
      <TableCell numeric className="py-2.5">
        {share(one.unattended, one.alerts)}
      </TableCell>
      <TableCell numeric className="py-2.5 max-md:hidden">
        {one.flapping}
      </TableCell>
      <TableCell numeric className="whitespace-nowrap py-2.5 max-md:hidden">
        {minutesText(one.mean_minutes_to_acknowledge)}
      </TableCell>
      <TableCell numeric className="whitespace-nowrap py-2.5 max-lg:hidden">
        {minutesText(one.mean_minutes_open)}
      </TableCell>
    </TableRow>
  )
}

function Noisiest({ rules }: { rules: readonly RuleNoise[] }) {
  return (
    <Table aria-label="The noisiest rules">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Rule</TableHead>
          <TableHead numeric>Alerts</TableHead>
          <TableHead numeric title="Ended by themselves before anybody looked">
            Unattended
          </TableHead>
          <TableHead numeric className="max-md:hidden">
            Flapping
          </TableHead>
          <TableHead numeric className="max-md:hidden">
            To acknowledge
          </TableHead>
          <TableHead numeric className="max-lg:hidden">
            Open for
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rules.map((one) => (
          <NoiseRow key={one.rule_id ?? one.rule_name} one={one} />
        ))}
      </TableBody>
    </Table>
  )
}

/** How much each rule has asked of people, and what would make it ask less. */
export function NoisePage() {
  const query = useQuery(alertSummaryOptions())
  const rules = query.data?.noisiest ?? []
  return (
    <>
      <PageHeader title="Noise" description="What rules have asked of people in 30 days, the noisiest first" />
      <AlertTabs />
      <SummaryStrip />
      <Card aria-label="Noise">
        {rules.length > 0 ? (
          <Noisiest rules={rules} />
        ) : query.data ? (
          <EmptyState icon={Volume1} title="It was quiet">
            No rule has made an alert in 30 days.
          </EmptyState>
        ) : query.isError ? (
          <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
        ) : (
          <SkeletonRows rows={6} label="Loading" />
        )}
      </Card>
    </>
  )
}
