const address = /^\/(share|embed)\/([^/]+)\/?$/

/** The token in the address of a page that was shared; null for every other page. */
export function sharedToken(pathname: string): string | null {
  return address.exec(pathname)?.[2] ?? null
}

export const sharePath = (token: string) => `/share/${token}`
export const embedPath = (token: string) => `/embed/${token}`

/** The values of variables in the address of a page that was shared, to go with what it asks; empty elsewhere. */
export function sharedChoice(): string {
  if (typeof location === 'undefined' || sharedToken(location.pathname) === null) return ''
  const chosen = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith('var-'))
  return chosen.length > 0 ? `?variables=${encodeURIComponent(new URLSearchParams(chosen).toString())}` : ''
}
