import { asAppError } from '@/lib/db/failure'
import { AppError, type ErrorCode, type InputIssue } from '@/lib/errors/app-error'

const statuses: Record<ErrorCode, { status: number; title: string }> = {
  bad_request: { status: 400, title: 'Bad request' },
  unauthenticated: { status: 401, title: 'Unauthenticated' },
  forbidden: { status: 403, title: 'Forbidden' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  unknown_method: { status: 501, title: 'Not implemented' },
  timeout: { status: 408, title: 'Request timeout' },
  conflict: { status: 409, title: 'Conflict' },
  lost_race: { status: 412, title: 'Precondition failed' },
  too_large: { status: 413, title: 'Content too large' },
  unsupported_media: { status: 415, title: 'Unsupported media type' },
  invalid_input: { status: 422, title: 'Invalid input' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'Service unavailable' },
}

/** RFC 9457 problem document, with `success` and `error` for clients of the plain style. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  success: false
  error: string
  errors?: InputIssue[]
  /** Of a lost race: which version it was lost to. */
  current?: unknown
}

/**
 * The problem document, status and headers of any failure.
 * A database that cannot be had is a 503, whatever asked it. What else is not an `AppError` is ours to blame: a bare 500 without its internals.
 */
export function toProblem(failure: unknown, instance: string) {
  const error = asAppError(failure)
  const known = error instanceof AppError
  const { status, title } = known ? statuses[error.code] : { status: 500, title: 'Internal error' }
  const detail = known ? error.message : 'Something went wrong on our side; the request id finds it in the log.'
  const problem: Problem = {
    ...(known ? error.members : {}),
    type: `urn:datawatch:problem:${known ? error.code.replaceAll('_', '-') : 'internal'}`,
    title,
    status,
    detail,
    instance,
    success: false,
    error: detail,
    ...(known && error.issues.length > 0 ? { errors: error.issues } : {}),
  }
  return { status, problem, headers: known ? error.headers : {} }
}
