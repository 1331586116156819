import { queryOptions, useMutation } from '@tanstack/react-query'
import { ApiError, api } from '@/lib/http/api'
import type { Credentials, Csrf, viewer } from './contract'
import { signInPath } from './sign-in-path'

export const accessKeys = { viewer: ['access', 'viewer'] as const }

/** Who asks; does not change while a page is open, for signing in and out load it anew. */
export const viewerOptions = () =>
  queryOptions({
    queryKey: accessKeys.viewer,
    queryFn: ({ signal }) => api<typeof viewer>('/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

async function ask(door: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(`/api/auth/${door}`, init).catch(() => {
    throw new ApiError(0, 'The server cannot be reached; check the connection and try again')
  })
  const json = await answer.json().catch(() => null)
  if (!answer.ok) throw new ApiError(answer.status, json?.detail ?? `HTTP ${answer.status}`, json ?? undefined)
  return json
}

async function post(door: string, form: Record<string, string>) {
  const { csrfToken } = (await ask('csrf')) as Csrf
  return ask(door, { method: 'POST', body: new URLSearchParams({ ...form, csrfToken, json: 'true' }) })
}

/** Opens a session, then loads the page at `from` anew. */
export const useSignIn = (from: string) =>
  useMutation({
    mutationFn: (given: Credentials) => post('callback/credentials', given),
    onSuccess: () => location.assign(from),
  })

/** Ends the session of this browser. */
export const useSignOut = () =>
  useMutation({ mutationFn: () => post('signout', {}), onSuccess: () => location.assign(signInPath) })
