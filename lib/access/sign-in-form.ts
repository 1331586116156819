import { AppError } from '@/lib/errors/app-error'

export const formType = 'application/x-www-form-urlencoded'

const fields = ['email', 'password', 'csrfToken', 'callbackUrl', 'json'] as const
export type Form = Partial<Record<(typeof fields)[number], string>>

/** The fields of a form of signing in or out. Throws `bad_request` where one is given twice, for two readers may take two. */
export function readForm(body: string): Form {
  const given = new URLSearchParams(body)
  const form: Form = {}
  for (const name of fields) {
    const values = given.getAll(name)
    if (values.length > 1) throw new AppError('bad_request', `The form has ${name} more than once`)
    if (values.length === 1) form[name] = values[0]
  }
  return form
}
