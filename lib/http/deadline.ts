import { AppError } from '@/lib/errors/app-error'

/**
 * What `work` comes to, or `unavailable` with `Retry-After` after `ms`: a database that is frozen answers nothing at all.
 * The work goes on, and `advice` says what that means for whoever waited.
 */
export function withDeadline<T>(work: Promise<T>, ms: number, advice = 'it may still be done'): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = `No answer came from the database within ${Math.round(ms / 1000)} s; ${advice}`
      reject(new AppError('unavailable', message, { headers: { 'Retry-After': '5' }, reason: 'deadline' }))
    }, ms)
    work.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
