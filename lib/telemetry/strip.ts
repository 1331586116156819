import { type Attributes, type SpanContext, SpanStatusCode } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node'

/** All that spans may say. Next and other packages say more, addresses with their tokens and errors with their values among it. */
const told = new Set([
  'db.system.name',
  'error.type',
  'http.method',
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'http.status_code',
  'network.protocol.version',
  'next.route',
  'next.rsc',
  'next.span_type',
  'url.path',
  'url.scheme',
])
const isTold = (name: string) => told.has(name) || name.startsWith('datawatch.')

const keep = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => isTold(name)))

/** Next names what it fetches by its whole address. */
const address = /\s*\S*(:\/\/|\?).*$/s

/** Without what the sender of a request wrote into its `tracestate`. */
const bare = ({ traceState: _, ...context }: SpanContext): SpanContext => context

/** A span with nothing in it but what may leave. */
export function strip(span: ReadableSpan): ReadableSpan {
  const { name, attributes, links, status } = span
  const own = bare(span.spanContext())
  return Object.create(span, {
    name: { value: name.replace(address, '') },
    attributes: { value: keep(attributes) },
    events: { value: [] },
    links: { value: links.map(({ context }) => ({ context: bare(context) })) },
    spanContext: { value: () => own },
    status: { value: status.code === SpanStatusCode.ERROR ? { code: status.code } : status },
  }) as ReadableSpan
}
