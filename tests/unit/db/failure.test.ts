import { describe, expect, test } from 'vitest'
import { asAppError, classifyFailure, type Failure } from '@/lib/db/failure'
import { AppError } from '@/lib/errors/app-error'

const failed = (code: string) => Object.assign(new Error(`failed with ${code}`), { code })

const codes: [string, string, Failure][] = [
  ['serialization failure', '40001', 'retry'],
  ['deadlock', '40P01', 'retry'],
  ['connection failure', '08006', 'unavailable'],
  ['disk full', '53100', 'unavailable'],
  ['too many connections', '53300', 'unavailable'],
  ['admin shutdown', '57P01', 'unavailable'],
  ['crash shutdown', '57P02', 'unavailable'],
  ['starting up', '57P03', 'unavailable'],
  ['statement timeout', '57014', 'unavailable'],
  ['lock timeout', '55P03', 'unavailable'],
  ['read-only', '25006', 'unavailable'],
  ['nobody listens', 'ECONNREFUSED', 'unavailable'],
  ['reset', 'ECONNRESET', 'unavailable'],
  ['the name is not resolved', 'ENOTFOUND', 'unavailable'],
  ['the resolver is away', 'EAI_AGAIN', 'unavailable'],
  ['no route', 'EHOSTUNREACH', 'unavailable'],
  ['the pool is closed', 'CONNECTION_ENDED', 'unavailable'],
  ['the connection was lost', 'CONNECTION_CLOSED', 'unavailable'],
  ['no connection in time', 'CONNECT_TIMEOUT', 'unavailable'],
  ['number out of range', '22003', 'data'],
  ['bad text', '22P02', 'data'],
  ['a row in no partition', '23514', 'data'],
  ['a row twice in an upsert', '21000', 'data'],
  ['too long for an index', '54000', 'data'],
  ['a unique key', '23505', 'taken'],
  ['a later partition in use', 'DW001', 'superseded'],
  ['a syntax error', '42601', 'fault'],
  ['a missing table', '42P01', 'fault'],
  ['internal error', 'XX000', 'fault'],
  ['another transaction state', '25P02', 'fault'],
]

describe('classifyFailure', () => {
  test.each(codes)('%s (%s) is %s', (_name, code, expected) => expect(classifyFailure(failed(code))).toBe(expected))

  test('looks below what the query builder wraps around it', () => {
    const wrapped = new Error('Failed query', { cause: new Error('again', { cause: failed('40P01') }) })
    expect(classifyFailure(wrapped)).toBe('retry')
  })

  test.each([
    ['an error without a code', new TypeError('oops')],
    ['no error at all', 'oops'],
    ['nothing', undefined],
  ])('%s is our fault', (_name, error) => expect(classifyFailure(error)).toBe('fault'))
})

describe('asAppError', () => {
  test.each(['40001', '57P01', 'ECONNREFUSED'])('%s asks to come back later and keeps the cause', (code) => {
    const cause = failed(code)
    expect(asAppError(cause)).toMatchObject({ code: 'unavailable', headers: { 'Retry-After': '2' }, cause })
    expect((asAppError(cause) as Error).message).not.toContain(code)
  })

  test.each(['22003', '42601'])('%s stays what it is', (code) => {
    const error = failed(code)
    expect(asAppError(error)).toBe(error)
  })

  test('what is said already is not said again', () => {
    const error = new AppError('conflict', 'taken', { cause: failed('57P01') })
    expect(asAppError(error)).toBe(error)
  })
})
