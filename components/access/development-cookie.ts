export const developmentCookie = 'development-notice'

/** Whether the reader has put away, for as long as the browser runs, what is said of a development server. */
export const readPutAway = (cookies: { get(name: string): { value: string } | undefined }) =>
  cookies.get(developmentCookie)?.value === 'seen'
