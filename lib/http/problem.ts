import { asAppError } from '@/lib/db/failure'
import { AppError, type InputIssue } from '@/lib/errors/app-error'
import { problems, problemType } from './problem-words'

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
  const code = known ? error.code : 'internal'
  const { status, title } = problems[code]
  const detail = known ? error.message : 'Something went wrong on our side; the request id finds it in the log.'
  const problem: Problem = {
    ...(known ? error.members : {}),
    type: problemType(code),
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
