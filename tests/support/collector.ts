import { randomBytes } from 'node:crypto'
import { answering, Receiver } from './receiver'

type Value = { stringValue?: string; intValue?: number | string; doubleValue?: number; boolValue?: boolean }
type Attribute = { key: string; value: Value }
type SpanJson = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Attribute[]
  links?: { traceId: string; spanId: string }[]
  events?: unknown[]
  status: { code?: number; message?: string }
}
type PointJson = {
  startTimeUnixNano: string
  timeUnixNano: string
  attributes: Attribute[]
  asDouble?: number
  count?: number | string
  sum?: number
  bucketCounts?: (number | string)[]
  explicitBounds?: number[]
}
type MetricJson = {
  name: string
  description: string
  unit: string
  gauge?: { dataPoints: PointJson[] }
  sum?: { dataPoints: PointJson[]; isMonotonic: boolean; aggregationTemporality: number }
  histogram?: { dataPoints: PointJson[]; aggregationTemporality: number }
}
type Resource = { attributes: Attribute[] }
type Traces = { resourceSpans: { resource: Resource; scopeSpans: { scope: { name: string }; spans: SpanJson[] }[] }[] }
type Metrics = { resourceMetrics: { resource: Resource; scopeMetrics: { metrics: MetricJson[] }[] }[] }

export type Span = Omit<SpanJson, 'attributes'> & { scope: string; attributes: Record<string, unknown> }

export const plain = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))

/** A trace as a sender begins it, with the header that it sends along; flags `00` say that it does not follow it. */
export function trace(flags = '01') {
  const traceId = randomBytes(16).toString('hex')
  const spanId = randomBytes(8).toString('hex')
  return { traceId, spanId, headers: { traceparent: `00-${traceId}-${spanId}-${flags}` } }
}

export const takes = answering(200, { 'Content-Type': 'application/json' }, '{}')

/** A collector of OpenTelemetry on loopback, as far as OTLP/HTTP goes with JSON. */
export class Collector {
  private constructor(readonly receiver: Receiver) {}

  static async open(behave = takes) {
    return new Collector(await Receiver.open(behave))
  }

  get endpoint() {
    return `http://127.0.0.1:${this.receiver.port}`
  }

  #of<T>(path: string): T[] {
    return this.receiver.received.filter((one) => one.path === path).map(({ body }) => JSON.parse(body) as T)
  }

  get spans(): Span[] {
    return this.#of<Traces>('/v1/traces').flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap(({ scope, spans }) =>
          spans.map((span) => ({ ...span, scope: scope.name, attributes: plain(span.attributes) })),
        ),
      ),
    )
  }

  /** The metrics of each time they were sent. */
  get metrics(): MetricJson[][] {
    return this.#of<Metrics>('/v1/metrics').map(({ resourceMetrics }) =>
      resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)),
    )
  }

  get resources(): Record<string, unknown>[] {
    const spans = this.#of<Traces>('/v1/traces').flatMap(({ resourceSpans }) => resourceSpans)
    const metrics = this.#of<Metrics>('/v1/metrics').flatMap(({ resourceMetrics }) => resourceMetrics)
    return [...spans, ...metrics].map(({ resource }) => plain(resource.attributes))
  }

  /** All that was sent, as it came. */
  get text() {
    return this.receiver.received.map(({ body }) => body).join('\n')
  }

  /** Resolves to the spans that `wanted` picks, once there are so many. */
  async untilSpans(wanted: (span: Span) => boolean, count = 1): Promise<Span[]> {
    await this.receiver.untilTrue(() => this.spans.filter(wanted).length >= count)
    return this.spans.filter(wanted)
  }

  /** Resolves to the metrics that are sent next, by their names. */
  async nextMetrics(): Promise<Map<string, MetricJson>> {
    const before = this.metrics.length
    await this.receiver.untilTrue(() => this.metrics.length > before + 1)
    return new Map(this.metrics.at(-1)!.map((one) => [one.name, one]))
  }

  close() {
    return this.receiver.close()
  }
}
