'use client'

import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { scoreOptions, violationListOptions } from '@/lib/quality/client'
import type { QualityScore, TableScore } from '@/lib/quality/score-contract'
import { QualityTabs } from './quality-tabs'
import { ScoreCard } from './score-card'
import { ScoreChart } from './score-chart'
import { Score, ScoreBar, ScoreChange } from './score-mark'
import { ViolationRows } from './violation-rows'

const dayMs = 86_400_000
const count = (number: number) => number.toLocaleString('en-US')

function Whole({ data }: { data: QualityScore }) {
  const checked = data.tables.reduce((sum, one) => sum + one.checked, 0)
  const failed = data.tables.reduce((sum, one) => sum + one.failed, 0)
  return (
    <ScoreCard label="All tables" {...data}>
      {count(failed)} of {count(checked)} checks failed
    </ScoreCard>
  )
}

function TableScoreRow({ one }: { one: TableScore }) {
  return (
    <TableRow className="relative">
      <TableCell className="w-full max-w-0">
        <Link
          href={`/quality/tables/${encodeURIComponent(one.table)}`}
          className="block truncate font-medium after:absolute after:inset-0 hover:text-primary"
        >
          {one.table}
        </Link>
        <span className="block truncate text-muted-foreground text-xs">
          {one.rules} rules{one.failing > 0 ? `, ${one.failing} not met` : ''}
          {one.open_violations > 0 ? ` · ${one.open_violations} open` : ''}
        </span>
      </TableCell>
      <TableCell className="min-w-28">
        <Score score={one.score} />
        <ScoreBar score={one.score} className="mt-1" />
      </TableCell>
      <TableCell className="max-md:hidden">
        <ScoreChange score={one.score} previous={one.previous} />
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        {count(one.checked)}
      </TableCell>
      <TableCell numeric className="max-md:hidden">
        {count(one.failed)}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        {one.last_event ? <TimeAgo at={one.last_event} /> : '–'}
      </TableCell>
    </TableRow>
  )
}

function Scores({ tables }: { tables: TableScore[] }) {
  return (
    <Card aria-label="Tables">
      <CardHeader>
        <CardTitle>Tables, worst first</CardTitle>
      </CardHeader>
      <Table aria-label="Scores of tables">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>Table</TableHead>
            <TableHead>Score</TableHead>
            <TableHead className="max-md:hidden">Since the day before</TableHead>
            <TableHead numeric className="max-md:hidden">
              Checks
            </TableHead>
            <TableHead numeric className="max-md:hidden">
              Failed
            </TableHead>
            <TableHead className="max-sm:hidden">Last event</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {tables.map((one) => (
            <TableScoreRow key={one.table} one={one} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function Open() {
  const { data } = useQuery(violationListOptions({ status: 'open', limit: 5 }))
  if (!data) return null
  return (
    <Card aria-label="Open violations">
      <CardHeader>
        <CardTitle>Open violations</CardTitle>
        <CardActions>
          <Button asChild variant="ghost" size="sm">
            <Link href="/quality/violations">All</Link>
          </Button>
        </CardActions>
      </CardHeader>
      {data.count > 0 ? (
        <ViolationRows violations={data.violations} />
      ) : (
        <CardContent className="text-[13px] text-muted-foreground">Every rule is met, or acknowledged.</CardContent>
      )}
    </Card>
  )
}

/** How good the data is: in all, by dimension and by table. */
export function QualityPage() {
  const score = useQuery({ ...scoreOptions(), refetchInterval: dayMs / 1440 })
  return (
    <>
      <PageHeader title="Quality" description="How well rows meet the rules of their tables, as they are written" />
      <QualityTabs />
      {score.data && score.data.tables.length > 0 ? (
        <div className="grid gap-4">
          <Whole data={score.data} />
          <div className="grid gap-4 xl:grid-cols-[3fr_2fr] xl:items-start">
            <Scores tables={score.data.tables} />
            <Open />
          </div>
          <ScoreChart />
        </div>
      ) : score.data ? (
        <Card>
          <EmptyState
            icon={ShieldCheck}
            title="No rules yet"
            action={
              <Allowed to="write">
                <Button asChild variant="primary">
                  <Link href="/quality/rules?new=1">Make a rule</Link>
                </Button>
              </Allowed>
            }
          >
            Tables get rules by themselves once about 500 rows have been seen: keys that are never missing, amounts
            above zero, closed sets of values.
          </EmptyState>
        </Card>
      ) : score.isError ? (
        <Card>
          <ErrorState error={score.error} onRetry={() => score.refetch()} retrying={score.isFetching} />
        </Card>
      ) : (
        <Card>
          <SkeletonRows rows={8} label="Loading" />
        </Card>
      )}
    </>
  )
}
