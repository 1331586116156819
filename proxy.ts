import { type NextRequest, NextResponse } from 'next/server'
import { createContext } from '@/lib/runtime/runtime'
import { frameAncestors, sharedToken } from '@/lib/shares/path'
import { readAllowedOrigins } from '@/lib/shares/service/open'

export const config = { matcher: '/embed/:token' }

/** Says of the page of a link which sites may show it in a frame: those that the link names, and none where it cannot be asked. */
export async function proxy(request: NextRequest) {
  const token = sharedToken(request.nextUrl.pathname) ?? ''
  const viewer = { kind: 'anonymous', name: 'shared link' } as const
  const origins = await readAllowedOrigins(createContext(viewer), token).catch(() => [])
  const response = NextResponse.next()
  response.headers.set('Content-Security-Policy', frameAncestors(origins))
  return response
}
