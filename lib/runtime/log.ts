import pino, { type Logger } from 'pino'

export type Log = Logger

/** Structured log on standard output; credentials never reach it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: ['*.authorization', '*.password', '*.url', 'headers.authorization', 'headers.cookie'],
  })
}
