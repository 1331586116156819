import { type HrTime, ValueType } from '@opentelemetry/api'
import { AggregationTemporality, type DataPoint, DataPointType, type MetricData } from '@opentelemetry/sdk-metrics'

/** A family of figures as prom-client has it in JSON, whatever its own types say. */
export type Figure = {
  name: string
  help: string
  type: string
  values: { value: number; labels: Partial<Record<string, string | number>>; metricName?: string }[]
}
type Sample = Figure['values'][number]
type Labels = Record<string, string>
type Times = { startTime: HrTime; endTime: HrTime }

const units: Record<string, string> = { seconds: 's', bytes: 'By' }

/** The last word of a name is its unit, as Prometheus has it. */
const unitOf = (name: string) => units[/_([a-z]+?)(?:_total)?$/.exec(name)?.[1] ?? ''] ?? ''

const textLabels = (labels: Sample['labels']): Labels =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, String(value)]))

const numberPoints = (values: Sample[], times: Times): DataPoint<number>[] =>
  values
    .filter(({ value }) => Number.isFinite(value))
    .map(({ value, labels }) => ({ ...times, attributes: textLabels(labels), value }))

type Gathered = { labels: Labels; bounds: { bound: number; below: number }[]; sum: number; count: number }

/** The samples of each histogram of a family: those whose labels are the same but for `le`. */
function gather(name: string, values: Sample[]): Gathered[] {
  const all = new Map<string, Gathered>()
  for (const { value, labels, metricName } of values) {
    const { le, ...own } = textLabels(labels)
    const key = JSON.stringify(Object.entries(own).sort())
    const one = all.get(key) ?? { labels: own, bounds: [], sum: 0, count: 0 }
    all.set(key, one)
    if (metricName === `${name}_sum`) one.sum = value
    else if (metricName === `${name}_count`) one.count = value
    else if (le !== undefined && le !== '+Inf') one.bounds.push({ bound: Number(le), below: value })
  }
  return [...all.values()]
}

/** Prometheus counts what lies at or below each bound, OpenTelemetry what lies between two. */
function histogramPoint({ labels, bounds, sum, count }: Gathered, times: Times) {
  const ordered = bounds.toSorted((a, b) => a.bound - b.bound)
  const below = [...ordered.map((one) => one.below), count]
  const counts = below.map((value, at) => value - (below[at - 1] ?? 0))
  const buckets = { boundaries: ordered.map(({ bound }) => bound), counts }
  return { ...times, attributes: labels, value: { buckets, sum, count } }
}

function convert({ name, help, type, values }: Figure, times: Times): MetricData | null {
  const descriptor = { name, description: help, unit: unitOf(name), valueType: ValueType.DOUBLE }
  const shared = { descriptor, aggregationTemporality: AggregationTemporality.CUMULATIVE }
  if (type === 'counter')
    return { ...shared, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints: numberPoints(values, times) }
  if (type === 'gauge')
    return { ...shared, dataPointType: DataPointType.GAUGE, dataPoints: numberPoints(values, times) }
  if (type !== 'histogram') return null
  const dataPoints = gather(name, values).map((one) => histogramPoint(one, times))
  return { ...shared, dataPointType: DataPointType.HISTOGRAM, dataPoints }
}

/** Figures as OpenTelemetry has them, all counted since `startTime`; null where there are none, or of a type that it has not. */
export function toMetricData(figure: Figure, times: Times): MetricData | null {
  const data = convert(figure, times)
  return data && data.dataPoints.length > 0 ? data : null
}
