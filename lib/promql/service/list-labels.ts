import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Answered, LabelParams, Metadata, MetadataParams, SeriesParams } from '../contract'
import { byLabels, keyOf, type Labels, metricName, sortLabels } from '../labels'
import { asksForSomething } from '../matchers'
import { natureOf } from '../nature'
import { parse } from '../parse'
import { listLabelNames, listLabelValues, listMeasuredMetrics } from '../store'
import { type Matcher, unwrap } from '../syntax'
import { findSeries } from './find-series'

const mostMetrics = 20_000
const mostListed = 10_000

function readSelector(text: string): Matcher[] {
  const refuse = (why: string) => new AppError('bad_request', `invalid parameter "match[]": ${why}`)
  const node = unwrap(parse(text))
  if (node.kind !== 'selector' || node.offsetMs !== 0 || node.fixed !== null) {
    throw refuse(`${JSON.stringify(text.slice(0, 100))} is no selector such as orders_by_status{status="paid"}`)
  }
  if (!asksForSomething(node.matchers)) throw refuse('match[] must contain at least one non-empty matcher')
  return node.matchers
}

const dayMs = 86_400_000

type Within = { start?: number | undefined; end?: number | undefined }

/** The label sets of what selectors match; where series are kept nowhere, those of the time asked for or of the last day. */
async function find(context: Context, selectors: readonly string[], { start, end }: Within): Promise<Labels[]> {
  const to = end ?? context.now.getTime()
  const interval = { from: start ?? to - dayMs, to }
  const found = await Promise.all(
    selectors.map((text) => findSeries(context, readSelector(text), () => interval, mostMetrics)),
  )
  const all = new Map(found.flatMap(({ series }) => series.map(({ labels }) => [keyOf(labels), labels] as const)))
  return [...all.values()]
}

function cut<T>(list: T[], limit = 0): Answered<T[]> {
  const most = limit === 0 ? mostListed : Math.min(limit, mostListed)
  if (list.length <= most) return { data: list }
  return { data: list.slice(0, most), warnings: ['results truncated due to limit'] }
}

const sortedOnce = (words: Iterable<string>) => [...new Set(words)].sort((a, b) => (a < b ? -1 : 1))

/** The names of the labels that series have, all or those of selectors. */
export async function listNames(context: Context, params: LabelParams): Promise<Answered<string[]>> {
  const selectors = params['match[]']
  const names =
    selectors.length === 0
      ? [metricName, ...(await listLabelNames(context.db.$client))]
      : (await find(context, selectors, params)).flatMap((labels) => Object.keys(labels))
  return cut(sortedOnce(names), params.limit)
}

async function valuesOf({ db }: Context, label: string): Promise<string[]> {
  if (label !== metricName) return listLabelValues(db.$client, label)
  return (await listMeasuredMetrics(db.$client)).map(({ name }) => name)
}

/** The values of a label, of all series or those of selectors. */
export async function listValues(context: Context, label: string, params: LabelParams): Promise<Answered<string[]>> {
  const selectors = params['match[]']
  const values =
    selectors.length === 0
      ? await valuesOf(context, label)
      : (await find(context, selectors, params)).flatMap((labels) => labels[label] ?? [])
  return cut(sortedOnce(values), params.limit)
}

/** The label sets of the series that selectors match. */
export async function listSeries(context: Context, params: SeriesParams): Promise<Answered<Labels[]>> {
  const found = await find(context, params['match[]'], params)
  return cut(
    found
      .map((labels) => ({ labels }))
      .sort(byLabels)
      .map(({ labels }) => sortLabels(labels)),
    params.limit,
  )
}

/** What each metric is, for whoever writes a query. */
export async function describeMetrics(
  context: Context,
  { metric, limit = 0 }: MetadataParams,
): Promise<Answered<Metadata>> {
  const all = await listMeasuredMetrics(context.db.$client)
  const wanted = metric === undefined ? all : all.filter(({ name }) => name === metric)
  const kept = limit === 0 ? wanted : wanted.slice(0, limit)
  const entries = kept.map(({ name, aggregation, description, unit }) => {
    const type = natureOf(aggregation) === 'counter' ? 'counter' : 'gauge'
    const described: Metadata[string] = [{ type, help: description, unit }]
    return [name, described] as const
  })
  return { data: Object.fromEntries(entries) }
}
