'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { formatValue } from '@/components/charts/format'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { tableQualityOptions } from '@/lib/quality/client'
import type { ColumnQuality, TableQuality } from '@/lib/quality/score-contract'
import { percentOf } from '@/lib/quality/words'
import { RuleDialog } from './rule-dialog'
import { RuleTable } from './rule-table'
import { ScoreCard } from './score-card'
import { ScoreChart } from './score-chart'
import { ViolationRows } from './violation-rows'

const valuesShown = 4

function Values({ column: { values, min, avg, max } }: { column: ColumnQuality }) {
  const all = values.reduce((sum, { count }) => sum + count, 0)
  if (values.length > 0) {
    const rest = values.length - valuesShown
    return (
      <span className="text-muted-foreground text-xs">
        {values
          .slice(0, valuesShown)
          .map(({ value, count }) => `${value} ${Math.round((count / all) * 100)} %`)
          .join(' · ')}
        {rest > 0 ? ` · ${rest} more` : ''}
      </span>
    )
  }
  if (min === null || max === null || avg === null) return <span className="text-muted-foreground text-xs">–</span>
  return (
    <span className="tabular whitespace-nowrap text-muted-foreground text-xs">
      {formatValue(min)} to {formatValue(max)}, mean {formatValue(avg)}
    </span>
  )
}

function Columns({ columns }: Pick<TableQuality, 'columns'>) {
  return (
    <Card aria-label="Columns">
      <CardHeader>
        <CardTitle>Columns</CardTitle>
      </CardHeader>
      <Table aria-label="Columns">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>Column</TableHead>
            <TableHead className="max-sm:hidden">Role</TableHead>
            <TableHead numeric>Missing</TableHead>
            <TableHead className="max-md:hidden">Values of the last day</TableHead>
            <TableHead numeric>Rules</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {columns.map((column) => (
            <TableRow key={column.name}>
              <TableCell className="font-mono text-xs [overflow-wrap:anywhere]">{column.name}</TableCell>
              <TableCell className="text-muted-foreground max-sm:hidden">{column.role}</TableCell>
              <TableCell numeric className="whitespace-nowrap">
                {column.null_rate === null ? '–' : percentOf(column.null_rate)}
              </TableCell>
              <TableCell className="max-md:hidden">
                <Values column={column} />
              </TableCell>
              <TableCell numeric>{column.rules.length}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

function Summary({ data }: { data: TableQuality }) {
  return (
    <ScoreCard label="Score" {...data}>
      {data.last_event ? (
        <>
          newest event <TimeAgo at={data.last_event} />
        </>
      ) : (
        'no event yet'
      )}
    </ScoreCard>
  )
}

/** The quality of one table: its score, its columns, its rules and what broke them. */
export function TablePage({ table }: { table: string }) {
  const [isNew, setNew] = useState(false)
  const { data, error, isFetching, refetch } = useQuery(tableQualityOptions(table))
  const open = data?.violations.filter(({ status }) => status !== 'resolved') ?? []
  return (
    <>
      <PageHeader
        above={
          <Link href="/quality" className="hover:text-foreground">
            Quality
          </Link>
        }
        title={table}
        actions={
          <>
            <Button asChild variant="ghost">
              <Link href={`/schema?q=${encodeURIComponent(table)}`}>Schema</Link>
            </Button>
            <Button onClick={() => setNew(true)}>
              <Plus aria-hidden />
              New rule
            </Button>
          </>
        }
      />
      {data ? (
        <div className="grid gap-4">
          <Summary data={data} />
          {open.length > 0 ? (
            <Card aria-label="Violations">
              <CardHeader>
                <CardTitle>Violations that go on</CardTitle>
              </CardHeader>
              <ViolationRows violations={open} />
            </Card>
          ) : null}
          <Columns columns={data.columns} />
          {data.rules > 0 ? <ScoreChart table={table} /> : null}
          <Card aria-label="Rules">
            <CardHeader>
              <CardTitle>Rules</CardTitle>
            </CardHeader>
            {data.rule_list.length > 0 ? (
              <RuleTable rules={data.rule_list} label={`Rules of ${table}`} />
            ) : (
              <CardContent className="text-[13px] text-muted-foreground">
                No rules yet; they come by themselves once about 500 rows have been seen.
              </CardContent>
            )}
          </Card>
        </div>
      ) : (
        <Card>
          {error ? (
            <ErrorState error={error} onRetry={() => refetch()} retrying={isFetching} />
          ) : (
            <SkeletonRows rows={10} label="Loading" />
          )}
        </Card>
      )}
      {isNew ? <RuleDialog table={table} onClose={() => setNew(false)} /> : null}
    </>
  )
}
