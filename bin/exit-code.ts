/** What a command ends with; the same for all of them. */
export const exitCodes = {
  0: 'all is well',
  1: 'it was done, and the answer is no: something differs, was rejected or does not hold',
  2: 'it could not be done: asked for in a way that makes no sense, or what it needs is wrong or not there',
  3: 'the server or the database is not reachable, or not ready',
  4: 'not permitted: no API key, or one that may not do this',
  130: 'stopped by Ctrl-C or a signal',
  141: 'whoever read the output went away',
} as const
export type ExitCode = keyof typeof exitCodes

/** Why a command ends without having done what was asked, with its exit code. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = 2,
  ) {
    super(message)
  }
}

/** Asked for in a way that makes no sense: where to read how is said too. */
export class UsageError extends Refusal {}

const network = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'CONNECT_TIMEOUT',
])

/** The code of an error of the network or of a database that is not there. */
export function networkCode(error: unknown): string | undefined {
  const { code, cause, errors } = error as { code?: string; cause?: unknown; errors?: unknown[] }
  if (code && network.has(code)) return code
  return (cause ? networkCode(cause) : undefined) ?? errors?.map(networkCode).find(Boolean)
}

/** What a failure ends a command with. */
export const exitCodeOf = (error: unknown): ExitCode =>
  error instanceof Refusal ? error.exitCode : networkCode(error) ? 3 : 2
