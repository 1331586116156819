import { AppError } from '@/lib/errors/app-error'

/** The refusal of a method, with what is possible at the address (`GET, POST`). */
export const refuseMethod = (method: string, allow: string) =>
  new AppError('method_not_allowed', `${method} is not possible here; allowed: ${allow}`, { headers: { Allow: allow } })
