export const contrastCookie = 'contrast'

/** Whether the reader chose high contrast. */
export const readContrast = (cookies: { get(name: string): { value: string } | undefined }) =>
  cookies.get(contrastCookie)?.value === 'high'
