import type { Problem } from './generated/api.js'

/** What DataWatch refused, or could not do. `status` is 0 where there was no answer. */
export class DataWatchError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly problem: Problem | undefined,
    readonly requestId: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'DataWatchError'
  }
}

/** Whether the same request may be answered a little later. */
export const isPassing = (status: number) =>
  status === 0 || status === 429 || status === 502 || status === 503 || status === 504

/** The failure that an answer tells. */
export async function readFailure(answer: Response): Promise<DataWatchError> {
  const text = await answer.text()
  let problem: Problem | undefined
  try {
    problem = JSON.parse(text) as Problem
  } catch {
    problem = undefined
  }
  const message = problem?.detail ?? problem?.error ?? `${answer.status} ${text.slice(0, 200)}`
  return new DataWatchError(message, answer.status, problem, answer.headers.get('x-request-id') ?? undefined)
}
