'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, LayoutDashboard } from 'lucide-react'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { formatCompact, formatValue } from '@/components/charts/format'
import { Sparkline } from '@/components/charts/sparkline'
import { TimeAgo } from '@/components/layout/time-ago'
import { StatTile } from '@/components/metrics/stat-tile'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorState } from '@/components/ui/error-state'
import { Notice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { sourceOptions } from '@/lib/sources/client'
import type { SourceDetail } from '@/lib/sources/list-contract'
import { SourceActions } from './source-actions'
import { FollowedFacts, SenderFacts } from './source-facts'
import { SourceTables } from './source-tables'
import { isFollowed, originWords, stateWords, typeName } from './source-words'

function Progress({ progress }: { progress: NonNullable<SourceDetail['progress']> }) {
  const { table, rows, estimate, tables_done, tables_total } = progress
  const share = estimate && estimate > 0 ? Math.min(1, rows / estimate) : null
  const words = `${table}: ${formatCompact(rows)}${estimate ? ` of about ${formatCompact(Math.max(estimate, rows))}` : ''} rows`
  return (
    <Card className="mb-4 p-4">
      <div className="flex flex-wrap justify-between gap-x-4 text-[13px]">
        <span className="[overflow-wrap:anywhere]">{words}</span>
        <span className="text-muted-foreground">
          {tables_done} of {tables_total} tables read
        </span>
      </div>
      <progress
        aria-label="First read"
        className="mt-2 h-1.5 w-full accent-primary"
        max={1}
        value={share ?? tables_done / Math.max(1, tables_total)}
      />
    </Card>
  )
}

/** What is wrong and what can be done about it. */
function Trouble({ source: { state, detail, advice, last_error } }: { source: SourceDetail }) {
  if (detail === '' || state === 'paused' || state === 'snapshotting' || (!advice && state === 'streaming' && !detail))
    return null
  const tone = state === 'failed' ? 'destructive' : 'warning'
  if (state === 'receiving' || state === 'quiet') return null
  return (
    <div className="mb-4 grid gap-3">
      <Notice tone={tone} className="mb-0">
        {detail}
        {advice ? ` ${advice.words}` : ''}
        {last_error && state !== 'streaming' ? ' Last tried ' : ''}
        {last_error && state !== 'streaming' ? <TimeAgo at={last_error.at} /> : null}
      </Notice>
      {advice?.sql ? <CodeBlock label="To run there" code={advice.sql} /> : null}
    </div>
  )
}

/** The way to what was made of it: there as soon as the first table has a board. */
function FirstChart({ source }: { source: SourceDetail }) {
  const first = source.tables.find(({ board_id }) => board_id !== null)
  if (!first) return null
  return (
    <Notice
      icon={CircleCheck}
      actions={
        <Button asChild size="sm" variant="primary">
          <Link href={`/dashboards/${first.board_id}`}>
            <LayoutDashboard aria-hidden />
            See {first.table}
          </Link>
        </Button>
      }
    >
      Metrics and boards are made of what comes in.
    </Notice>
  )
}

function Tiles({ source }: { source: SourceDetail }) {
  const followed = isFollowed(source)
  const { lag_seconds, lag_bytes, per_minute, accepted, rejected, last_heard_at, tables_count } = source
  const lag = lag_seconds === null ? '–' : formatValue(lag_seconds, 'seconds')
  return (
    <div className="mb-4 grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      {followed ? (
        <StatTile
          label="Lag"
          value={lag}
          note={lag_bytes === null ? 'from commit to commit' : `${formatValue(lag_bytes, 'bytes')} of log behind`}
        />
      ) : (
        <StatTile label="Refused" value={formatCompact(rejected)} note="kept as dead letters" />
      )}
      <StatTile label="Events a minute" value={formatCompact(per_minute)} note="over the last five minutes" />
      <StatTile label="Events" value={formatCompact(accepted)} note="stored since they are counted" />
      <StatTile
        label="Tables"
        value={formatCompact(tables_count)}
        note={
          last_heard_at ? (
            <>
              last heard <TimeAgo at={last_heard_at} />
            </>
          ) : (
            'nothing heard yet'
          )
        }
      />
    </div>
  )
}

/** One source: how it stands, what came in, and what can be done with it. */
export function SourcePage({ name }: { name: string }) {
  const query = useQuery(sourceOptions(name))
  const source = query.data
  const above = (
    <Link href="/sources" className="hover:text-foreground">
      Sources
    </Link>
  )
  if (!source) {
    return (
      <>
        <PageHeader title={name} above={above} />
        <Card>
          {query.isError ? (
            <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
          ) : (
            <SkeletonRows rows={6} label="Loading" />
          )}
        </Card>
      </>
    )
  }
  const { word, tone } = stateWords[source.state]
  return (
    <>
      <PageHeader
        title={source.name}
        above={above}
        description={
          <>
            <Badge tone={tone} className="mr-2">
              {word}
            </Badge>
            {typeName(source.type)} · {originWords[source.origin]}
            {source.paused ? ` · paused by ${source.paused.by}` : ''}
          </>
        }
        actions={
          isFollowed(source) ? (
            <Allowed to="sources">
              <SourceActions source={source} />
            </Allowed>
          ) : null
        }
      />
      <Trouble source={source} />
      {source.paused ? (
        <Notice tone="warning">
          The server keeps its log for this source while it is paused, and its disk may fill up.
        </Notice>
      ) : null}
      {source.progress ? <Progress progress={source.progress} /> : null}
      <FirstChart source={source} />
      <Tiles source={source} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card aria-label="Throughput">
          <CardHeader>
            <CardTitle>Throughput</CardTitle>
            <CardDescription>events a minute, in the last hour</CardDescription>
          </CardHeader>
          <CardContent>
            <div className="h-32">
              <Sparkline
                points={source.minutes.map((value) => ({ value }))}
                label={`Events a minute in the last hour, at most ${formatCompact(Math.max(...source.minutes))}`}
              />
            </div>
            <p className="mt-2 text-muted-foreground text-xs">at most {formatCompact(Math.max(...source.minutes))}</p>
          </CardContent>
        </Card>
        {isFollowed(source) ? <FollowedFacts source={source} /> : <SenderFacts source={source} />}
      </div>
      <SourceTables source={source} />
    </>
  )
}
