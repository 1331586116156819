import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Cells } from '../cells'
import type { DetectionStatus, MetricDetection } from '../detection-contract'
import { dayMs, hourMs } from '../grid'
import { usualOf } from '../obey'
import { type Counts, countByMetric, listNewNormals } from '../store/anomalies'
import { listProgress, type Progress } from '../store/passes'
import type { Queryable } from '../store/samples'
import type { SettingsRow } from '../store/settings'
import type { Target } from '../targets'
import { joinStates, unwatched, type Watched, watchOf } from '../watch'
import { type Survey, surveyLines } from './lines'
import { isMutedAt, presentSettings } from './settled'

const monthMs = 30 * dayMs

/** All that is needed to say how metrics are watched. */
export type Watch = {
  survey: Survey
  progress: Map<string, Progress>
  counts: Map<string, Counts>
  newNormals: Map<string, Date>
}

export async function readWatch(db: Queryable, { now, config }: Context, table?: string): Promise<Watch> {
  const survey = await surveyLines(db, { now, windowMs: config.anomaly.baseline_window }, table)
  const [progress, counts] = [await listProgress(db), await countByMetric(db, new Date(now.getTime() - monthMs))]
  return { survey, progress, counts, newNormals: await listNewNormals(db) }
}

function extentOf(hours: Cells[]): { firstMs: number | null; lastMs: number | null } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { slots } of hours) {
    for (const slot of slots) {
      first = Math.min(first, slot)
      last = Math.max(last, slot + 1)
    }
  }
  return first > last ? { firstMs: null, lastMs: null } : { firstMs: first * hourMs, lastMs: last * hourMs }
}

type Part = { target: Target; hours: Cells[]; stepMs: number | null; why: Watched['why'] }

/** The lines of each metric, judged or not. */
function partsOf({ lines, unjudged }: Survey): Map<string, Part[]> {
  const all: Part[] = [
    ...lines.map(({ target, hours, stepMs }) => ({ target, hours, stepMs, why: null })),
    ...unjudged.map(({ target, hours, why }) => ({ target, hours, stepMs: null, why })),
  ]
  const byMetric = new Map<string, Part[]>()
  for (const part of all) byMetric.set(part.target.metricName, [...(byMetric.get(part.target.metricName) ?? []), part])
  return byMetric
}

type Subject = { metricName: string; table: string | null; row: SettingsRow | undefined; now: Date }

function describe(watch: Watch, parts: Part[], { metricName, table, row, now }: Subject): MetricDetection {
  const muted = isMutedAt(row, now) ? { untilMs: row?.mutedUntil?.getTime() ?? null } : null
  const series = parts.map(({ target, hours, stepMs, why }): DetectionStatus['series'][number] => {
    const progress = watch.progress.get(target.seriesKey)
    const watched: Watched = {
      ...extentOf(hours),
      newNormalMs: watch.newNormals.get(target.seriesKey)?.getTime() ?? null,
      stepMs,
      scoredUntilMs: progress?.scoredUntil.getTime() ?? null,
      periods: progress?.periods ?? [],
      muted,
      why,
    }
    return { labels: target.labels, ...watchOf(watched, now.getTime()) }
  })
  const counts = watch.counts.get(metricName)
  return {
    metric_name: metricName,
    table: parts[0]?.target.tableName ?? table,
    settings: presentSettings(row, usualOf(parts[0]?.target ?? {}), now),
    is_default: row === undefined,
    updated_at: row?.updatedAt.toISOString() ?? null,
    updated_by: row?.updatedBy ?? null,
    status: {
      ...joinStates(series, unwatched),
      open_anomalies: counts?.open ?? 0,
      alarms_30d: counts?.recent ?? 0,
      series,
    },
  }
}

/** How one metric is watched. */
export const describeMetric = (watch: Watch, subject: Subject): MetricDetection =>
  describe(watch, partsOf(watch.survey).get(subject.metricName) ?? [], subject)

/** How every metric is watched that has a line or settings, by name. */
export function describeAll(watch: Watch, settings: Map<string, SettingsRow>, now: Date): MetricDetection[] {
  const parts = partsOf(watch.survey)
  const names = [...new Set([...parts.keys(), ...settings.keys()])].sort()
  return names.map((metricName) =>
    describe(watch, parts.get(metricName) ?? [], { metricName, table: null, row: settings.get(metricName), now }),
  )
}
