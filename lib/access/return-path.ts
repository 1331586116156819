import { signInPath } from './sign-in-path'

type Search = Readonly<Record<string, string | readonly string[] | undefined>>

const here = 'http://here.invalid'

/** Where to go after signing in: a page of this product, `/` for anything else that the address bar may hold. */
export function returnPath(from: unknown): string {
  if (typeof from !== 'string' || !from.startsWith('/') || !URL.canParse(from, here)) return '/'
  const { origin, pathname, search } = new URL(from, here)
  const elsewhere = origin !== here || pathname.startsWith('//') || pathname.startsWith('/api/')
  return elsewhere || pathname === signInPath ? '/' : `${pathname}${search}`
}

/** The address of the sign-in page that leads back to `path` with its search parameters. */
export function signInAddress(path: string, search: Search = {}): string {
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of value === undefined ? [] : [value].flat()) kept.append(name, String(one))
  }
  const from = returnPath(kept.size > 0 ? `${path}?${kept}` : path)
  return from === '/' ? signInPath : `${signInPath}?${new URLSearchParams({ from })}`
}
