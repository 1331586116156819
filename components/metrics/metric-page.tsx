'use client'

import { useQuery } from '@tanstack/react-query'
import { BellPlus, ChartSpline } from 'lucide-react'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Allowed } from '@/components/access/allowed'
import { useKeyOption } from '@/components/access/use-key-option'
import { ruleLink } from '@/components/alerts/rule-link'
import { AnomaliesCard } from '@/components/anomalies/anomalies-card'
import { DetectionCard } from '@/components/anomalies/detection-card'
import { DetectionMark } from '@/components/anomalies/detection-mark'
import { formatValue } from '@/components/charts/format'
import { exploreHref } from '@/components/explore/explore-view'
import { absoluteRange, type Span, timeRangeParams } from '@/components/layout/time-range'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { useOrigin } from '@/components/layout/use-origin'
import { useSearch } from '@/components/layout/use-search'
import { useTimeRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { ownLabels } from '@/lib/dashboards/suggest'
import { ApiError } from '@/lib/http/api'
import { metricOptions, metricValueOptions } from '@/lib/metrics/client'
import { ColumnsCard } from './columns-card'
import { ManageMetric } from './manage-metric'
import { MetricBreakdown } from './metric-breakdown'
import { MetricChart } from './metric-chart'
import { MetricControls } from './metric-controls'
import { MetricDetails } from './metric-details'
import { MetricNotes } from './metric-notes'
import { defaultVariant, groupings, questionOf, readMetricView } from './metric-view'
import { TransitionsCard } from './transitions-card'

/** One metric: its chart, how it is looked at, what it is made of. */
export function MetricPage({ name }: { name: string }) {
  const { search } = useSearch()
  const origin = useOrigin()
  const keyOption = useKeyOption()
  const [range, setRange] = useTimeRange()
  const query = useQuery(metricOptions(name))
  const view = readMetricView(search)
  const question = questionOf(view, range.resolve(Date.now()))
  const value = useQuery(metricValueOptions(name, { aggregation: view.aggregation }, range))
  const metric = query.data
  if (!metric) {
    if (query.error instanceof ApiError && query.error.status === 404) notFound()
    if (query.isError)
      return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    return <Skeleton className="h-96 w-full" />
  }
  const aggregation = view.aggregation ?? metric.aggregation
  const variant = view.variant ?? defaultVariant(aggregation, view.groupBy !== undefined)
  const opening = {
    ...(view.aggregation ? { aggregation: view.aggregation } : {}),
    ...(view.groupBy ? { groupBy: view.groupBy } : {}),
  }
  const zoom = ({ from, to }: Span) => {
    const next = absoluteRange(new Date(from).toISOString(), new Date(to).toISOString())
    if (next) setRange(next)
  }
  const [breakdown] = view.groupBy ? [view.groupBy] : groupings(metric)
  return (
    <>
      <PageHeader
        above={
          <div className="flex flex-wrap items-center gap-2">
            <Link href="/explore" className="mr-1 hover:text-foreground">
              All metrics
            </Link>
            <DetectionMark metric={name} />
          </div>
        }
        title={metric.name}
        description={metric.description}
        actions={
          <>
            <TimeRangePicker range={range} onChange={setRange} />
            <Allowed to="write">
              {metric.expr === null ? null : <ManageMetric metric={metric} />}
              <Button asChild>
                <Link
                  href={
                    ruleLink({ metric: name, aggregation: view.aggregation, group_by: view.groupBy }) ?? '/alerts/rules'
                  }
                >
                  <BellPlus aria-hidden className="text-muted-foreground" />
                  Alert on this
                </Link>
              </Button>
            </Allowed>
            <Button asChild variant="primary">
              <Link href={exploreHref(name, opening, timeRangeParams(range))}>
                <ChartSpline aria-hidden />
                Open in explorer
              </Link>
            </Button>
          </>
        }
      />
      <Card aria-label="Chart">
        <CardHeader className="flex-wrap py-3">
          <p className="mr-4 flex items-baseline gap-2">
            <span className="tabular font-semibold text-2xl tracking-tight">
              {value.data ? formatValue(value.data.value, aggregation === 'count' ? '' : metric.unit) : '–'}
            </span>
            <span className="text-muted-foreground text-xs">
              {aggregation}, {range.label.toLowerCase()}
            </span>
          </p>
          <CardActions className="max-sm:ml-0 max-sm:shrink">
            <MetricControls metric={metric} view={view} variant={variant} />
          </CardActions>
        </CardHeader>
        <CardContent className="h-96 max-sm:h-80">
          <MetricChart
            metric={metric}
            question={question}
            variant={variant}
            range={range}
            isExpectedShown={view.isExpectedShown}
            onZoom={zoom}
          />
        </CardContent>
      </Card>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <MetricDetails metric={metric} />
          {metric.table ? <MetricNotes table={metric.table} range={range} /> : null}
          <CodeBlock
            label="The same from the API"
            code={`curl ${keyOption && `${keyOption} `}"${origin}/api/v1/datawatch/metrics/${encodeURIComponent(name)}/range?step=1h"`}
          />
        </div>
        <div className="grid min-w-0 gap-4">
          {breakdown ? (
            <MetricBreakdown
              metric={metric}
              question={question}
              range={range}
              groupBy={breakdown}
              optional={!view.groupBy}
            />
          ) : null}
          <AnomaliesCard
            title="Anomalies"
            search={{ metric: name, limit: 5 }}
            href={`/anomalies?status=all&metric=${encodeURIComponent(name)}`}
          />
        </div>
      </div>
      <div id="detection" className="scroll-mt-16">
        <DetectionCard metric={name} unit={metric.unit} />
      </div>
      {metric.field && metric.table && ownLabels(metric).length > 0 ? (
        <TransitionsCard table={metric.table} field={metric.field} range={range} />
      ) : null}
      {metric.table ? <ColumnsCard table={metric.table} field={metric.field} /> : null}
    </>
  )
}
