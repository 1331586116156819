import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { AppError } from '@/lib/errors/app-error'
import type { SpanOptions, Tracing } from './tracing'

/** Answers a request within a span of its own, which lasts as long as the answer. */
export type Follow = (request: IncomingMessage, response: ServerResponse, serve: Serve) => void
type Serve = (request: IncomingMessage, response: ServerResponse) => void

type Answering = { route?: string; error?: unknown }

const answering = createContextKey('datawatch.answering')
const mostLinks = 128
const builtFiles = '/_next/static/'

const typeOf = (error: unknown) =>
  error instanceof AppError ? error.code : error instanceof Error ? error.name : 'unknown'

function fail(span: Span, type: string) {
  span.setAttribute('error.type', type)
  span.setStatus({ code: SpanStatusCode.ERROR })
}

/** The active span, unless it is over: timers and connections outlive what they were started by. */
function activeSpan(): Span | undefined {
  const span = trace.getActiveSpan() as (Span & { ended?: boolean }) | undefined
  return span?.ended ? undefined : span
}

function parentOf({ alone, served }: SpanOptions): Context {
  const first = served?.find(({ traceFlags }) => traceFlags & 1) ?? served?.[0]
  if (first) return trace.setSpanContext(ROOT_CONTEXT, first)
  return alone || served || !activeSpan() ? ROOT_CONTEXT : context.active()
}

const linksOf = ({ served = [] }: SpanOptions) =>
  served.length > 1 ? served.slice(0, mostLinks).map((one) => ({ context: one })) : []

export function makeTracing(tracer: Tracer): Tracing {
  return {
    async run(name, work, options) {
      const parent = parentOf(options)
      const span = tracer.startSpan(name, { attributes: options.attributes, links: linksOf(options) }, parent)
      const note = (attributes: Attributes) => {
        span.setAttributes(attributes)
        if (attributes['error.type'] !== undefined) fail(span, String(attributes['error.type']))
      }
      try {
        return await context.with(trace.setSpan(parent, span), () => work(note))
      } catch (error) {
        fail(span, typeOf(error))
        throw error
      } finally {
        span.end()
      }
    },
    active: () => activeSpan()?.spanContext(),
    describe(route, error) {
      const state = context.active().getValue(answering) as Answering | undefined
      if (!state) return
      state.route = route
      state.error = error
    },
  }
}

/** Where the address has no parameters it is its own route; what stands in the place of parameters is nobody's to read. */
const routeAttributes = (route: string): Attributes =>
  route.includes('[') ? { 'http.route': route } : { 'http.route': route, 'url.path': route }

function finish(span: Span, method: string, { statusCode, headersSent }: ServerResponse, { route, error }: Answering) {
  /** Next says it of what it answers itself. */
  const { attributes = {} } = span as { attributes?: Attributes }
  const told = route ?? attributes['http.route']
  if (typeof told === 'string') span.updateName(`${method} ${told}`).setAttributes(routeAttributes(told))
  if (!headersSent) fail(span, 'aborted')
  else {
    span.setAttribute('http.response.status_code', statusCode)
    if (statusCode >= 500) fail(span, error === undefined ? String(statusCode) : typeOf(error))
  }
  span.end()
}

export function makeFollow(tracer: Tracer): Follow {
  return (request, response, serve) => {
    const { method = 'GET', headers, httpVersion, url = '' } = request
    if (url.startsWith(builtFiles)) return serve(request, response)
    const attributes = {
      'http.request.method': method,
      'network.protocol.version': httpVersion,
      'url.scheme': /^https\b/.test(headers['x-forwarded-proto']?.toString() ?? '') ? 'https' : 'http',
    }
    const parent = propagation.extract(ROOT_CONTEXT, headers)
    const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent)
    const state: Answering = {}
    response.once('close', () => finish(span, method, response, state))
    context.with(trace.setSpan(parent, span).setValue(answering, state), () => serve(request, response))
  }
}
