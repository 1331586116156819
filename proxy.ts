import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { pageHeaders } from '@/lib/http/page-policy'
import { createContext } from '@/lib/runtime/runtime'
import { sharedToken } from '@/lib/shares/path'
import { readAllowedOrigins } from '@/lib/shares/service/open'

/** Every page, and no route: the body of what goes through here is cut at 10 MiB. */
export const config = { matcher: '/((?!api/|_next/|health$|metrics$|ready$|icon\\.svg$).*)' }

const isDev = process.env.NODE_ENV === 'development'

async function originsOf(token: string): Promise<string[]> {
  try {
    return await readAllowedOrigins(createContext({ kind: 'anonymous', name: 'shared link' }), token)
  } catch {
    return []
  }
}

/** The one page that Next keeps from the build, for failures of its own; asked for by its name it has no nonce. */
const isKept = (path: string) => path === '/_global-error'

/**
 * Gives each page a nonce of its own: to the page, whose scripts and styles carry it, and to the browser, which runs no other.
 * The page of a link may be shown in a frame of the sites that the link names, and of none where it cannot be asked.
 */
export async function proxy(request: NextRequest) {
  const { pathname } = request.nextUrl
  const token = sharedToken(pathname)
  const frames = token && pathname.startsWith('/embed/') ? await originsOf(token) : []
  const nonce = randomBytes(16).toString('base64')
  const told = pageHeaders({ nonce, isSecret: token !== null || pathname.startsWith('/invite/'), frames, isDev })
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', told['Content-Security-Policy']!)
  headers.set('X-Nonce', nonce)
  const response = isKept(pathname)
    ? NextResponse.rewrite(new URL('/_not-found', request.url), { request: { headers } })
    : NextResponse.next({ request: { headers } })
  for (const [name, value] of Object.entries(told)) response.headers.set(name, value)
  return response
}
