import { describe, expect, test } from 'vitest'
import { AppError, type ErrorCode, errorCodes } from '@/lib/errors/app-error'
import { toProblem } from '@/lib/http/problem'

const expected: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  unknown_method: 501,
  timeout: 408,
  conflict: 409,
  lost_race: 412,
  too_large: 413,
  unsupported_media: 415,
  invalid_input: 422,
  rate_limited: 429,
  unavailable: 503,
}

describe('toProblem', () => {
  test.each(errorCodes)('%s', (code) => {
    const headers = { 'Retry-After': '7' }
    const answer = toProblem(new AppError(code, 'what is wrong', { headers }), '/api/v1/datawatch/events')
    expect(answer).toEqual({
      status: expected[code],
      headers,
      problem: {
        type: `/problems/${code.replaceAll('_', '-')}`,
        title: expect.stringMatching(/^[A-Z][a-z ]+$/),
        status: expected[code],
        detail: 'what is wrong',
        instance: '/api/v1/datawatch/events',
        success: false,
        error: 'what is wrong',
      },
    })
  })

  test('lists what is wrong with the input', () => {
    const issues = [{ path: 'window.from', code: 'invalid_type', message: 'expected a time' }]
    expect(toProblem(new AppError('invalid_input', 'bad', { issues }), '/').problem.errors).toEqual(issues)
  })

  test.each([
    ['an error of ours', new TypeError('password=hunter2')],
    [
      'an error with a code and headers of its own',
      Object.assign(new Error('password=hunter2'), { code: 'not_found', headers: { a: 'b' } }),
    ],
    ['no error', 'password=hunter2'],
    ['nothing', undefined],
  ])('%s is a bare 500', (_name, error) => {
    const answer = toProblem(error, '/')
    expect(answer).toMatchObject({ status: 500, headers: {}, problem: { status: 500, success: false } })
    expect(JSON.stringify(answer)).not.toContain('hunter2')
    expect(answer.problem.errors).toBeUndefined()
  })
})
