const year = 31_536_000

/** Keeps a choice of the reader where the server finds it, for a year (or no longer); over https alone where the page came that way. */
export function keepCookie(name: string, value: string, maxAge = year) {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  Reflect.set(document, 'cookie', `${name}=${value}; path=/; max-age=${maxAge}; samesite=lax${secure}`)
}
