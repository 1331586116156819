import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { context, type HrTime, propagation, trace } from '@opentelemetry/api'
import { MeterProvider, type MetricProducer, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-node'
import type { Config } from '@/lib/config/schema'
import type { Log } from '@/lib/runtime/log'
import { hearNothing, hearWarnings } from './diagnostics'
import { type Figure, toMetricData } from './metric-data'
import { makeFollow, makeTracing } from './open-tracing'
import { resourceOf } from './resource'
import { MetricSender, SpanSender } from './senders'
import type { Telemetry } from './start'
import { setTracing } from './tracing'

const scope = 'datawatch'
/** What waits for the collector; beyond this the newest spans are left out. */
const mostWaiting = 2048
const flushMs = 2000

const timeOf = (ms: number): HrTime => [Math.floor(ms / 1000), Math.round((ms % 1000) * 1_000_000)]
const startTime = timeOf(performance.timeOrigin)

type Parts = { settings: Config['telemetry'] & { endpoint: string }; log: Log; readFigures(): Promise<Figure[]> }

/** What /metrics says, at the moment it is asked for. */
function producerOf({ readFigures }: Parts, resource: ReturnType<typeof resourceOf>): MetricProducer {
  return {
    async collect() {
      const times = { startTime, endTime: timeOf(Date.now()) }
      const metrics = (await readFigures()).flatMap((figure) => toMetricData(figure, times) ?? [])
      return { resourceMetrics: { resource, scopeMetrics: [{ scope: { name: scope }, metrics }] }, errors: [] }
    },
  }
}

/** Begins to send traces and metrics of this process to a collector, and to follow what goes on in it. */
export function openTelemetry(parts: Parts): Telemetry {
  const { settings, log } = parts
  const { endpoint, headers, sample_ratio, metrics_interval } = settings
  hearWarnings(log)
  const resource = resourceOf(settings)
  const spans = new SpanSender({ endpoint, headers, log })
  const provider = new NodeTracerProvider({
    resource,
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sample_ratio) }),
    spanProcessors: [new BatchSpanProcessor(spans, { maxQueueSize: mostWaiting })],
  })
  const metrics = new MetricSender({ endpoint, headers, log })
  const reader = new PeriodicExportingMetricReader({
    exporter: metrics,
    exportIntervalMillis: metrics_interval,
    metricProducers: [producerOf(parts, resource)],
  })
  const meters = new MeterProvider({ resource, readers: [reader] })
  provider.register()
  const tracer = provider.getTracer(scope)
  setTracing(makeTracing(tracer))
  return {
    follow: makeFollow(tracer),
    async stop() {
      setTracing(undefined)
      const flushed = Promise.allSettled([provider.shutdown(), meters.shutdown()]).then(() => true)
      const isFlushed = await Promise.race([flushed, pause(flushMs, false, { ref: false })])
      if (!isFlushed) log.warn('the collector did not take the last of the telemetry in time; it is lost')
      trace.disable()
      context.disable()
      propagation.disable()
      hearNothing()
    },
  }
}
