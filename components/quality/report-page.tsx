'use client'

import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { Moment } from '@/components/layout/time-ago'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Segmented } from '@/components/ui/segmented'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { reportOptions } from '@/lib/quality/client'
import type { QualityReport } from '@/lib/quality/score-contract'
import { QualityTabs } from './quality-tabs'
import { Score, ScoreChange } from './score-mark'
import { ViolationRows } from './violation-rows'

const dayMs = 86_400_000
const minuteMs = 60_000
const spans = { day: 1, week: 7, month: 30 } as const
type SpanName = keyof typeof spans
const options = [
  { value: 'day', label: 'Day' },
  { value: 'week', label: 'Week' },
  { value: 'month', label: '30 days' },
] as const
const count = (number: number) => number.toLocaleString('en-US')

/** The interval that ends with this minute, so that asking again a moment later is the same question. */
function intervalOf(name: SpanName) {
  const to = Math.ceil(Date.now() / minuteMs) * minuteMs
  return { from: new Date(to - spans[name] * dayMs).toISOString(), to: new Date(to).toISOString() }
}

function Report({ data }: { data: QualityReport }) {
  return (
    <div className="grid gap-4">
      <p className="text-[13px] text-muted-foreground">
        <Moment at={data.from} /> to <Moment at={data.to} />
      </p>
      <Card aria-label="Summary" className="flex flex-wrap items-baseline gap-x-4 gap-y-1 p-4">
        <Score score={data.score} className="text-3xl tracking-tight" />
        <ScoreChange score={data.score} previous={data.previous} />
        <span className="text-[13px] text-muted-foreground">
          {count(data.tables.length)} tables, {count(data.violations.length)} violations
        </span>
      </Card>
      <Card aria-label="What to do next" className="break-inside-avoid">
        <CardHeader>
          <CardTitle>What to do next</CardTitle>
        </CardHeader>
        <CardContent>
          {data.next_steps.length > 0 ? (
            <ol className="grid list-decimal gap-1.5 pl-4 text-[13px]">
              {data.next_steps.map((step) => (
                <li key={step} className="[overflow-wrap:anywhere]">
                  {step}
                </li>
              ))}
            </ol>
          ) : (
            <p className="text-[13px] text-muted-foreground">Nothing: every rule is met.</p>
          )}
        </CardContent>
      </Card>
      <Card aria-label="Tables" className="break-inside-avoid">
        <CardHeader>
          <CardTitle>Tables</CardTitle>
        </CardHeader>
        <Table aria-label="Tables">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>Table</TableHead>
              <TableHead numeric>Score</TableHead>
              <TableHead numeric>Before</TableHead>
              <TableHead numeric>Checks</TableHead>
              <TableHead numeric>Failed</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {data.tables.map((one) => (
              <TableRow key={one.table}>
                <TableCell className="[overflow-wrap:anywhere]">{one.table}</TableCell>
                <TableCell numeric>
                  <Score score={one.score} />
                </TableCell>
                <TableCell numeric>
                  <Score score={one.previous} />
                </TableCell>
                <TableCell numeric>{count(one.checked)}</TableCell>
                <TableCell numeric>{count(one.failed)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      {data.violations.length > 0 ? (
        <Card aria-label="Violations">
          <CardHeader>
            <CardTitle>Violations</CardTitle>
          </CardHeader>
          <ViolationRows violations={data.violations} />
        </Card>
      ) : null}
    </div>
  )
}

/** The quality of a period, made to be printed and handed on. */
export function ReportPage() {
  const { search, change } = useSearch()
  const span = options.find(({ value }) => value === search.get('span'))?.value ?? 'week'
  const report = useQuery({ ...reportOptions(intervalOf(span)), placeholderData: (before) => before })
  return (
    <>
      <PageHeader
        title="Quality report"
        description="For those who do not look every day"
        actions={
          <span className="flex gap-2 print:hidden">
            <Segmented label="Period" value={span} options={options} onChange={(next) => change({ span: next })} />
            <Button onClick={() => window.print()}>
              <Printer aria-hidden />
              Print
            </Button>
          </span>
        }
      />
      <QualityTabs />
      {report.data ? (
        <Report data={report.data} />
      ) : (
        <Card>
          {report.isError ? (
            <ErrorState error={report.error} onRetry={() => report.refetch()} retrying={report.isFetching} />
          ) : (
            <SkeletonRows rows={10} label="Loading" />
          )}
        </Card>
      )}
    </>
  )
}
