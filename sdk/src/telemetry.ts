/** As much of a span of OpenTelemetry as is used. */
export type Span = {
  setAttribute(name: string, value: string | number | boolean): unknown
  recordException(error: Error): unknown
  setStatus(status: { code: number; message?: string }): unknown
  end(): unknown
}
/** What may be handed over of `@opentelemetry/api`: `trace.getTracer(…)`, `metrics.getMeter(…)`, and what writes the headers of a trace. */
export type Telemetry = {
  tracer?: { startSpan(name: string, options?: { attributes?: Record<string, string | number> }): Span }
  meter?: { createCounter(name: string, options?: { description?: string }): { add(value: number): void } }
  inject?: (headers: Record<string, string>) => void
}

const failed = 2

/** Runs `work` in a span, where there is a tracer. */
export async function traced<T>(
  { tracer }: Telemetry,
  name: string,
  attributes: Record<string, string | number>,
  work: (span?: Span) => Promise<T>,
): Promise<T> {
  const span = tracer?.startSpan(name, { attributes })
  try {
    return await work(span)
  } catch (error) {
    span?.recordException(error as Error)
    span?.setStatus({ code: failed, message: (error as Error).message })
    throw error
  } finally {
    span?.end()
  }
}
