import { AppError } from '@/lib/errors/app-error'

/** The methods that routes are written for; HEAD and OPTIONS follow from them. */
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]

/** All that is possible where these methods are, as `Allow` says it: `GET, HEAD, POST, OPTIONS`. */
export const allowed = (given: readonly Method[]) =>
  [...given.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ')

const known = new Set<string>([...methods, 'HEAD', 'OPTIONS'])

/** Whether any address here has such a method (TRACE and PROPFIND: none). */
export const isKnownMethod = (method: string) => known.has(method)

/** The refusal of a method, with what is possible at the address (`GET, POST`). */
export const refuseMethod = (method: string, allow: string) =>
  new AppError('method_not_allowed', `${method} is not possible here; allowed: ${allow}`, { headers: { Allow: allow } })

/** The refusal of a method that nothing here has. */
export const refuseUnknownMethod = (method: string) =>
  new AppError('unknown_method', `${method} is not possible anywhere here; at most ${[...known].join(', ')}`)
