import { AppError } from '@/lib/errors/app-error'

/**
 * What a failed statement calls for: the same again (`retry`; `taken`, where another writer was quicker to take a key;
 * `superseded`, where `hold_events_partition` says that a later partition is in use; `outdated`, where levels are computed
 * otherwise by now), another time, or a look at the data.
 */
export type Failure = 'retry' | 'taken' | 'superseded' | 'outdated' | 'unavailable' | 'data' | 'fault'

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
])

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return ''
}

/** Sorts a database error by its SQLSTATE or the driver's own code. */
export function classifyFailure(error: unknown): Failure {
  const code = codeOf(error)
  if (code === '40001' || code === '40P01') return 'retry'
  if (code === '23505') return 'taken'
  if (code === 'DW001') return 'superseded'
  if (code === 'DW002') return 'outdated'
  if (networkCodes.has(code) || /^(08|53|57P0|25006|57014|55P03|55006)/.test(code)) return 'unavailable'
  if (/^(22|23514|21000|54)/.test(code)) return 'data'
  return 'fault'
}

/** The error as the caller may see it: a database that cannot be had is `unavailable`, with `Retry-After`. */
export function asAppError(error: unknown): unknown {
  if (error instanceof AppError || !['retry', 'unavailable'].includes(classifyFailure(error))) return error
  return new AppError('unavailable', 'The database cannot be reached right now', {
    headers: { 'Retry-After': '2' },
    cause: error,
  })
}

/** For a write that lost every race it was tried in. */
export const lostRaces = (cause: unknown) =>
  new AppError('unavailable', 'Other writers were quicker each time; nothing of this request was stored', {
    headers: { 'Retry-After': '1' },
    cause,
  })
