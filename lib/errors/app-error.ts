/** What can go wrong, in the words of the domain; `lib/http/problem.ts` gives each its HTTP status. */
export const errorCodes = [
  'bad_request',
  'invalid_input',
  'not_found',
  'unauthenticated',
  'forbidden',
  'method_not_allowed',
  'unknown_method',
  'conflict',
  'lost_race',
  'too_large',
  'unsupported_media',
  'timeout',
  'rate_limited',
  'unavailable',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** One thing wrong with the input: where it stands (`window.from`), a stable code, and what would be right. */
export type InputIssue = { path: string; code: string; message: string }

/** `reason` is one word for the figures: what it was that could not take more. */
type Extra = {
  issues?: InputIssue[]
  headers?: Record<string, string>
  /** What the problem document says beside its words. */
  members?: Record<string, unknown>
  cause?: unknown
  reason?: string
}

const brand = Symbol.for('datawatch.app-error')

/** An expected failure whose message is safe to show to the caller. */
export class AppError extends Error {
  readonly [brand] = true
  readonly issues: InputIssue[]
  readonly headers: Record<string, string>
  readonly members: Record<string, unknown>
  readonly reason: string | undefined

  constructor(
    readonly code: ErrorCode,
    message: string,
    { issues = [], headers = {}, members = {}, cause, reason }: Extra = {},
  ) {
    super(message, { cause })
    this.name = 'AppError'
    this.issues = issues
    this.headers = headers
    this.members = members
    this.reason = reason
  }
}

const ordinary = Function.prototype[Symbol.hasInstance]

/**
 * Next bundles instrumentation and routes apart, so there is more than one class of this name in a process: each knows the failures of
 * the others. Classes made of it are told as usual.
 */
Object.defineProperty(AppError, Symbol.hasInstance, {
  value(this: unknown, given: unknown): boolean {
    if (this !== AppError) return ordinary.call(this, given)
    return typeof given === 'object' && given !== null && brand in given
  },
})
