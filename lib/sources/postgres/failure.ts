import { AppError } from '@/lib/errors/app-error'
import type { SourceState } from '../contract'

type Failure = { state: Extract<SourceState, 'waiting' | 'taken' | 'failed'>; detail: string }

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EPIPE',
  'ENOENT',
])

/** What a failed try to follow a source means for its state, in words for its owner. Credentials are in no message. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof AppError) {
    if (error.reason === 'taken') return { state: 'taken', detail: error.message }
    return { state: error.code === 'unavailable' ? 'waiting' : 'failed', detail: error.message }
  }
  const { code = '', message = String(error) } = error as { code?: string; message?: string }
  if (code === '3D000') return { state: 'waiting', detail: message }
  const away =
    unreachable.has(code) || /^(08|53300|57P0)/.test(code) || /timeout|terminated|ended|closed/i.test(message)
  if (away) return { state: 'waiting', detail: `the database cannot be reached: ${message || code}` }
  return { state: 'failed', detail: message }
}

/** Says what to run where rights are missing, and passes every other failure on. */
export function needing(sql: string): (error: unknown) => never {
  return (error) => {
    const { code, message } = error as { code?: string; message?: string }
    if (code !== '42501') throw error
    throw new AppError('forbidden', `${message}. As an owner of the database, run: ${sql}`, { cause: error })
  }
}
