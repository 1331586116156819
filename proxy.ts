import { type NextRequest, NextResponse } from 'next/server'
import { createContext } from '@/lib/runtime/runtime'
import { frameAncestors, sharedToken } from '@/lib/shares/path'
import { readAllowedOrigins } from '@/lib/shares/service/open'

export const config = { matcher: '/embed/:token' }

async function originsOf(token: string): Promise<string[]> {
  try {
    return await readAllowedOrigins(createContext({ kind: 'anonymous', name: 'shared link' }), token)
  } catch {
    return []
  }
}

/** Says of the page of a link which sites may show it in a frame: those that the link names, and none where it cannot be asked. */
export async function proxy(request: NextRequest) {
  const response = NextResponse.next()
  const origins = await originsOf(sharedToken(request.nextUrl.pathname) ?? '')
  response.headers.set('Content-Security-Policy', frameAncestors(origins))
  return response
}
