'use client'

import { ChevronDown, ChevronUp, Download, LayoutDashboard, Plus, Sigma } from 'lucide-react'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { MetricTable } from '@/components/metrics/metric-list'
import { defaultVariant } from '@/components/metrics/metric-view'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { download } from '@/components/ui/download'
import { PageHeader } from '@/components/ui/page-header'
import { formatDuration } from '@/lib/config/duration'
import { AddToDashboardDialog } from './add-to-dashboard-dialog'
import { ExploreChart } from './explore-chart'
import { writeCsv } from './explore-csv'
import { writeNdjson } from './explore-ndjson'
import { queriesOf } from './explore-request'
import { stepOf } from './explore-step'
import { ExploreToolbar } from './explore-toolbar'
import { widgetOf } from './explore-widget'
import { watchedMetric } from './explored-metric'
import { queryName } from './explored-series'
import { MetricPicker } from './metric-picker'
import { NumbersTable } from './numbers-table'
import { QueryRow } from './query-row'
import { SeriesLegend } from './series-legend'
import { ShareMenu } from './share-menu'
import { useAnswers } from './use-answers'
import { type Explore, useExplore } from './use-explore'
import { useZoom } from './use-zoom'

const collapsed = 8

function AddRow({ explore, first }: { explore: Explore; first: boolean }) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 py-2.5 sm:px-4">
      <MetricPicker onChoose={({ name }) => explore.add({ kind: 'metric', text: name })}>
        <Button variant={first ? 'primary' : 'secondary'}>
          <Plus aria-hidden />
          Add a metric
        </Button>
      </MetricPicker>
      <Button onClick={() => explore.add({ kind: 'formula', text: '' })}>
        <Sigma aria-hidden className="text-muted-foreground" />
        Write a formula
      </Button>
      {first ? <p className="text-[13px] text-muted-foreground">or take one from the list below</p> : null}
    </div>
  )
}

/** Metrics side by side: chosen or computed, cut, compared, zoomed into, and kept. All of it is in the address. */
export function ExplorePage() {
  const explore = useExplore()
  const { view, range, patch } = explore
  const zoom = useZoom(explore)
  const { stepMs, refused } = stepOf(view.step, range.resolve(0))
  const answers = useAnswers(view, range, stepMs)
  const [adding, setAdding] = useState(false)
  const [unfolded, setUnfolded] = useState(false)
  const shown = useMemo(
    () => answers.series.filter(({ name }) => !view.without.includes(name)),
    [answers.series, view.without],
  )
  if (view.queries.length === 0) {
    return (
      <>
        <PageHeader
          title="Explore"
          description="Put metrics and formulas into one chart, or open one of them"
          actions={<TimeRangePicker range={range} onChange={explore.setRange} />}
        />
        <Card aria-label="Queries" className="mb-4">
          <AddRow explore={explore} first />
        </Card>
        <MetricTable range={range} onExplore={(name) => explore.add({ kind: 'metric', text: name })} />
      </>
    )
  }
  const [only, ...others] = answers.rows.filter(({ query }) => !query.hidden)
  const plain = only && others.length === 0 && !view.compare && only.result.data?.range.aggregation
  const variant = view.chart ?? (plain ? defaultVariant(plain, answers.series.length > 1) : 'line')
  const watched = watchedMetric(view.queries)
  const span = () => range.resolve(Date.now())
  const save = (form: 'csv' | 'ndjson') => {
    const all = shown.flatMap(({ name, labels, points, earlier }) => [
      { name, labels, points },
      ...(earlier ? [{ ...earlier, labels }] : []),
    ])
    const [type, write] =
      form === 'csv' ? (['text/csv', writeCsv] as const) : (['application/x-ndjson', writeNdjson] as const)
    const file = `explore ${range.name.replaceAll('/', ' to ')}.${form}`
    download(file, `${type};charset=utf-8`, write(all, range.timeZone))
  }
  const title = answers.rows
    .map(({ query }) => queryName(query))
    .join(', ')
    .slice(0, 120)
  const listed = unfolded ? answers.series : answers.series.slice(0, collapsed + 2)
  return (
    <>
      <PageHeader
        above={
          <Link href="/explore" className="hover:text-foreground">
            All metrics
          </Link>
        }
        title="Explore"
        actions={
          <>
            <TimeRangePicker range={range} onChange={explore.setRange} />
            <ShareMenu request={() => queriesOf({ view, span: span(), stepMs, timeZone: range.timeZone })} />
            <Allowed to="write">
              <Button variant="primary" onClick={() => setAdding(true)} disabled={answers.asked === 0}>
                <LayoutDashboard aria-hidden />
                Add to dashboard
              </Button>
            </Allowed>
          </>
        }
      />
      <Card aria-label="Queries" className="mb-4">
        <ol>
          {answers.rows.map((row) => {
            const own = answers.series.filter(({ ref }) => ref === row.query.ref)
            return (
              <QueryRow
                key={row.query.ref}
                row={row}
                color={own.length === 1 ? own[0]?.style.color : undefined}
                range={range}
                explore={explore}
              />
            )
          })}
        </ol>
        <div className="border-t">
          <AddRow explore={explore} first={false} />
        </div>
      </Card>
      <Card aria-label="Chart">
        <ExploreToolbar
          explore={explore}
          zoom={zoom}
          variant={variant}
          stepText={formatDuration(stepMs)}
          watched={watched !== undefined && !view.compare}
        />
        {refused ? (
          <p className="px-4 pt-2 text-warning text-xs" role="status">
            A step of {view.step} does not suit this range; the chart has steps of {formatDuration(stepMs)}.
          </p>
        ) : null}
        <CardContent className="mt-3 h-96 max-sm:h-72 max-sm:px-2">
          <ExploreChart
            answers={answers}
            shown={shown}
            range={range}
            stepMs={stepMs}
            variant={variant}
            scale={view.scale}
            zoom={zoom}
            expected={view.expected === false || view.compare ? undefined : watched}
          />
        </CardContent>
        <div className="min-h-17 border-t">
          {answers.series.length > 0 ? (
            <SeriesLegend
              series={listed}
              without={view.without}
              compare={view.compare}
              onChange={(without) => patch({ without }, { replace: true })}
            />
          ) : null}
          {answers.series.length > collapsed + 2 ? (
            <Button size="sm" variant="ghost" className="m-1.5" onClick={() => setUnfolded(!unfolded)}>
              {unfolded ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
              {unfolded ? 'Fewer' : `All ${answers.series.length} series`}
            </Button>
          ) : null}
        </div>
      </Card>
      <NumbersTable
        series={shown}
        stepMs={stepMs}
        timeZone={range.timeZone}
        compare={view.compare}
        partialFrom={answers.partialFrom}
        actions={
          <>
            <Button size="sm" onClick={() => save('csv')}>
              <Download aria-hidden />
              CSV
            </Button>
            <Button size="sm" onClick={() => save('ndjson')}>
              <Download aria-hidden />
              NDJSON
            </Button>
          </>
        }
      />
      {adding ? (
        <AddToDashboardDialog
          title={title}
          widget={(text) => widgetOf(view, text, (ref) => answers.series.find((one) => one.ref === ref)?.unit ?? '')}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  )
}
