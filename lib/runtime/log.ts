import pino, { type Logger } from 'pino'

export type Log = Logger

const hidden = ['authorization', 'cookie', 'password', 'secret', 'secrets', 'token', 'url', 'api_keys']

/** Structured log on standard output; credentials never reach it. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  })
}
