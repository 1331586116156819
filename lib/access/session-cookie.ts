import type { HeaderReader } from '@/lib/http/header-reader'

/** Whether the browser reached us over https, as the proxy in front says. */
export const isSecure = (headers: HeaderReader) => headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'

/** The names of our cookies: over https bound to the host, so that no other site below its domain can set them. */
export function cookieNames(secure: boolean) {
  const prefix = secure ? '__Host-' : ''
  const name = (part: string) => `${prefix}datawatch.${part}`
  return {
    ...{ session: name('session'), csrf: name('csrf'), from: name('from') },
    ...{ state: name('state'), verifier: name('verifier'), nonce: name('nonce') },
  }
}

/** The value of a cookie among the request's, null where it was not sent. */
export function readCookie(headers: HeaderReader, name: string): string | null {
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
