/** What to say of the error with which another door sent the browser back; nothing where there is none. */
export function signInProblem(error: unknown): string | undefined {
  if (typeof error !== 'string' || error === '') return undefined
  if (error === 'AccessDenied') {
    return 'You may not come in with that account. Ask an admin or owner of DataWatch to invite the e-mail address it has.'
  }
  return 'Signing in there did not work. Try again, or use your e-mail address and password.'
}
