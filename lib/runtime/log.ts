import pino, { type Logger } from 'pino'
import { spanOfLine } from '@/lib/telemetry/tracing'

export type Log = Logger

const hidden = ['authorization', 'cookie', 'password', 'secret', 'secrets', 'token', 'url', 'api_keys']

/** Structured log on standard output; credentials never reach it. With `tracesLines` each line says of which span it is. */
export function createLog(level: string, { tracesLines = false } = {}): Log {
  return pino({
    level,
    ...(tracesLines && { mixin: spanOfLine }),
    base: null,
    redact: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  })
}
