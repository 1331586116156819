import { AppError } from '@/lib/errors/app-error'

/**
 * What `work` comes to, or `unavailable` with `Retry-After` after `ms`: a database that is frozen answers nothing at all.
 * The work goes on; whoever sends the same events again finds them counted once.
 */
export function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `No answer came from the database within ${Math.round(ms / 1000)} s; it is safe to send this again`
      reject(new AppError('unavailable', message, { headers: { 'Retry-After': '5' }, reason: 'deadline' }))
    }, ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
