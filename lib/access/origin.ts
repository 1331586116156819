import type { HeaderReader } from '@/lib/http/header-reader'

/** `read`: a link followed from another site is welcome; `write`: only our own pages are. */
export type Intent = 'read' | 'write'

const listed = (headers: HeaderReader, name: string) => (headers.get(name) ?? '').split(',').map((one) => one.trim())

function namesLoopback(host: string): boolean {
  const address = `http://${host}`
  if (/[/\\@?#]/.test(host) || !URL.canParse(address)) return false
  const { hostname } = new URL(address)
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  )
}

/** The last answer is kept: a sender names the same host each time. */
let judged = { host: '', loopback: false }
function isLoopbackName(host: string): boolean {
  if (host !== judged.host) judged = { host, loopback: namesLoopback(host) }
  return judged.loopback
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : '')

/**
 * Whether a page of another origin made the browser send this. `Sec-Fetch-Site` decides where there is one, else `Origin`
 * against `Host`; programs send neither.
 */
export function isForeign(headers: HeaderReader, intent: Intent): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site === 'same-origin' || site === 'none') return false
  if (site !== null) {
    const isDocument = headers.get('sec-fetch-mode') === 'navigate' && headers.get('sec-fetch-dest') === 'document'
    return !(intent === 'read' && isDocument && origin === null)
  }
  if (origin === null) return false
  return ![...listed(headers, 'host'), ...listed(headers, 'x-forwarded-host')].includes(hostOf(origin) || 'null')
}

/** Whether every name this was sent to, or from, is one of this machine: a rebound name of another site is not. */
export function isLocal(headers: HeaderReader): boolean {
  const origin = headers.get('origin')
  const names = [...listed(headers, 'host'), ...listed(headers, 'x-forwarded-host')].filter((name) => name !== '')
  return [...names, ...(origin === null ? [] : [hostOf(origin)])].every(isLoopbackName)
}
