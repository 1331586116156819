import 'server-only'
import { ImageResponse } from 'next/og'
import type { ReactElement } from 'react'
import { secretsOf } from '@/lib/config/access-secrets'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { writeFilter } from '@/lib/metrics/filter-text'
import { runQueries } from '@/lib/metrics/service/batch'
import { chartSize, drawChart } from '../chart-drawing'
import { maySeeChart } from '../chart-link'
import { type AlertRow, findAlertRow } from '../store/alerts'
import { findRuleRow } from '../store/rules'
import { noAlert } from './incidents'

const hourMs = 3_600_000
const beforeMs = 3 * hourMs
const longestMs = 48 * hourMs
const steps = ['1m', '5m', '15m', '1h'] as const
const mostPoints = 240

const stepMs = { '1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': hourMs }

/** From some hours before it fired until it was over, or now. */
function spanOf({ startedAt, resolvedAt }: AlertRow, now: Date) {
  const to = Math.min((resolvedAt?.getTime() ?? now.getTime() - 600_000) + 600_000, now.getTime())
  const from = Math.max(startedAt.getTime() - beforeMs, to - longestMs)
  const step = steps.find((one) => (to - from) / stepMs[one] <= mostPoints) ?? '1h'
  return { from, to, step }
}

/** The question whose answer the alert is about: its metric or formula, and of a grouped rule its own group. */
async function questionOf({ db }: Context, row: AlertRow) {
  const rule = row.kind === 'metric' && row.ruleId !== null ? await findRuleRow(db, row.ruleId) : undefined
  const spec = rule?.spec
  if (!spec) return row.metric === null ? null : { metric: row.metric }
  const own = spec.group_by.flatMap((name) => {
    const value = row.labels[name]
    return value === undefined ? [] : [writeFilter(name, value)]
  })
  const filter = [spec.filter, ...own].filter(Boolean).join(',')
  return {
    ...(spec.expr === null ? { metric: spec.metric } : { expr: spec.expr }),
    ...(spec.aggregation === null ? {} : { aggregation: spec.aggregation }),
    ...(filter ? { filter } : {}),
  }
}

/** The chart of an alert as a PNG; null where there is nothing to draw. */
export async function drawAlert(context: Context, row: AlertRow): Promise<Buffer | null> {
  const question = await questionOf(context, row)
  if (!question) return null
  const { from, to, step } = spanOf(row, context.now)
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), step }
  const { results } = await runQueries(context, { queries: [{ ref: 'chart', ...question, ...span }] })
  const [answer] = results
  const series = answer && 'data' in answer ? answer.data.series[0] : undefined
  if (!series) return null
  const drawn = drawChart({
    points: series.data_points.map(({ timestamp, value }) => ({ at: Date.parse(timestamp), value })),
    threshold: row.threshold,
    firing: { from: row.startedAt.getTime(), to: row.resolvedAt?.getTime() ?? null },
  })
  if (!drawn) return null
  const image = new ImageResponse(drawn as unknown as ReactElement, chartSize)
  return Buffer.from(await image.arrayBuffer())
}

/** The same by the id of the alert, for who may read or has a link with a signature. Throws `not_found`. */
export async function readChart(context: Context, id: string): Promise<Buffer> {
  const row = await findAlertRow(context.db, id)
  if (!row) throw noAlert(id)
  const image = await drawAlert(context, row)
  if (!image) throw new AppError('not_found', `There is nothing to draw of alert ${id}: its metric has no values`)
  return image
}

/** Whether a signature of a link lets its holder see the chart of an alert. */
export const isSignedFor = ({ config, now }: Context, id: string, signature: string | null): boolean =>
  signature !== null && maySeeChart(id, signature, secretsOf(config), now)
