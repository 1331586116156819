import type { Attributes, SpanContext } from '@opentelemetry/api'

/** What is known only once the work is done; `error.type` among it says that it failed, though nothing was thrown. */
export type Note = (attributes: Attributes) => void

/**
 * `attributes` never hold what rows, questions or people say: numbers, and words of our own. `alone`: a trace of its own, whatever
 * it was started by. `served`: the spans that the work is done for, of which the first is its parent.
 */
export type SpanOptions = { attributes?: Attributes; alone?: boolean; served?: readonly SpanContext[] }

/** What spans are made by while telemetry is on; without it nothing below costs more than asking whether it is there. */
export type Tracing = {
  run<T>(name: string, work: (note: Note) => Promise<T>, options: SpanOptions): Promise<T>
  active(): SpanContext | undefined
  /** Of the request that is being answered: its address with parameters as `[name]`, and what it failed with. */
  describe(route: string, error: unknown): void
}

const key = Symbol.for('datawatch.tracing')
/** Next bundles instrumentation and routes apart. */
const holder = globalThis as { [key]?: Tracing }

export function setTracing(tracing: Tracing | undefined) {
  holder[key] = tracing
}

const ignore: Note = () => {}

/** Does `work` within a span, where there are spans; `options` is asked for only then. */
export function inSpan<T>(
  name: string,
  work: (note: Note) => Promise<T>,
  options: () => SpanOptions = () => ({}),
): Promise<T> {
  const tracing = holder[key]
  return tracing ? tracing.run(name, work, options()) : work(ignore)
}

/** The span that is active, for who does work for several. */
export const activeSpan = (): SpanContext | undefined => holder[key]?.active()

export const describeRequest = (route: string, error: unknown) => holder[key]?.describe(route, error)

/** What log lines say of the span that is active. */
export function spanOfLine(): { trace_id?: string; span_id?: string } {
  const span = holder[key]?.active()
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {}
}
