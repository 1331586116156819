import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import type { Log } from '@/lib/runtime/log'
import { Refusals } from './refusals'
import { strip } from './strip'

export type Address = { endpoint: string; headers: Record<string, string>; log: Log }
type Told<E extends { export: (...given: never[]) => void }> = Parameters<E['export']>

/** A collector that does not answer is given up after so long, and what was meant for it is lost. */
const timeoutMillis = 10_000

const optionsOf = ({ endpoint, headers }: Address, path: string) => ({
  url: `${endpoint.replace(/\/+$/, '')}/v1/${path}`,
  headers,
  timeoutMillis,
})

/** Sends spans, without what may not leave. */
export class SpanSender extends OTLPTraceExporter {
  readonly refusals: Refusals

  constructor(address: Address) {
    super(optionsOf(address, 'traces'))
    this.refusals = new Refusals('traces', address.log)
  }

  override export(...[spans, done]: Told<OTLPTraceExporter>) {
    super.export(spans.map(strip), (result) => {
      this.refusals.told(result, spans.length)
      done(result)
    })
  }
}

export class MetricSender extends OTLPMetricExporter {
  readonly refusals: Refusals

  constructor(address: Address) {
    super(optionsOf(address, 'metrics'))
    this.refusals = new Refusals('metrics', address.log)
  }

  override export(...[all, done]: Told<OTLPMetricExporter>) {
    const count = all.scopeMetrics.reduce((sum, { metrics }) => sum + metrics.length, 0)
    super.export(all, (result) => {
      this.refusals.told(result, count)
      done(result)
    })
  }
}
