'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { tableQualityOptions } from '@/lib/quality/client'
import type { TableQuality } from '@/lib/quality/score-contract'
import { ColumnsCard } from './columns-card'
import { RuleDialog } from './rule-dialog'
import { RuleTable } from './rule-table'
import { SchemaCard } from './schema-card'
import { ScoreCard } from './score-card'
import { ScoreChart } from './score-chart'
import { ViolationRows } from './violation-rows'

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
            <Allowed to="write">
              <Button onClick={() => setNew(true)}>
                <Plus aria-hidden />
                New rule
              </Button>
            </Allowed>
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
          <ColumnsCard columns={data.columns} />
          {data.rules > 0 ? <ScoreChart table={table} /> : null}
          <SchemaCard table={table} />
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
