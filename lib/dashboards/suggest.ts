import type { Metric } from '@/lib/metrics/contract'
import type { WidgetConfig, WidgetType } from './contract'
import type { Rise } from './looks-contract'
import { plainWords, rowsOf, sentence } from './words'

type Named = Pick<Metric, 'name' | 'table' | 'field' | 'aggregation' | 'description'>

const flows = [
  ['_inserts_total', (rows: string) => `New ${rows}`],
  ['_updates_total', (rows: string) => `Changed ${rows}`],
  ['_deletes_total', (rows: string) => `Deleted ${rows}`],
  ['_events_total', (rows: string) => `All changes to ${rows}`],
  ['_events_by_type', (rows: string) => `Changes to ${rows} by type`],
  ['_lag_seconds', (rows: string) => `Delay of changes to ${rows}`],
  ['_freshness_seconds', (rows: string) => `Time since the last change to ${rows}`],
] as const
const readings: Partial<Record<Metric['aggregation'], string>> = {
  sum: 'Total',
  avg: 'Average',
  min: 'Smallest',
  max: 'Largest',
}

/** What a widget of this metric is called until somebody says otherwise. */
export function suggestTitle({ name, table, field, aggregation, description }: Named): string {
  const rows = rowsOf(table)
  const flow = flows.find(([ending]) => name.endsWith(ending))
  if (flow) return sentence(flow[1](rows))
  if (field && name.endsWith('_transitions')) return sentence(`${rows} changing ${plainWords(field)}`)
  if (field && name.endsWith('_dwell_seconds')) return sentence(`Time ${rows} keep each ${plainWords(field)}`)
  if (field && name.includes('_by_')) return sentence(`${rows} by ${plainWords(field)}`)
  if (field && readings[aggregation]) return `${readings[aggregation]} ${plainWords(field)}`
  return description || sentence(plainWords(name))
}

/** The labels that tell this metric's series apart, beside its table and schema. */
export const ownLabels = ({ labels }: Pick<Metric, 'labels'>) =>
  labels.filter((label) => label !== 'table' && label !== 'schema')

const split = new Set<WidgetType>(['bar', 'pie', 'line'])

const unwelcome =
  /(^| )(refunds?|refunded|cancel\w*|fail\w*|errors?|returns?|returned|chargebacks?|lag|freshness|latency|delay|dwell)( |$)/
const welcome = /(^| )(revenue|sales|amount|total amount|inserts)( |$)/

/** Whether a rise of the metric is good news, where its name says so. */
export function suggestRise(name: string): Rise | undefined {
  const said = plainWords(name)
  return unwelcome.test(said) ? 'bad' : welcome.test(said) ? 'good' : undefined
}

/** The settings that a widget of this type starts with for a metric. */
export function suggestConfig(type: WidgetType, metric: Pick<Metric, 'name' | 'labels' | 'unit'>): WidgetConfig {
  const rise = type === 'counter' ? suggestRise(metric.name) : undefined
  const label = ownLabels(metric).join(',')
  return {
    ...(metric.unit ? { unit: metric.unit } : {}),
    ...(rise ? { rise } : {}),
    ...(label && split.has(type) ? { group_by: label } : {}),
  }
}
