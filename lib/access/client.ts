import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiError, api } from '@/lib/http/api'
import type { Credentials, Csrf, Provider, sessionList, sessionsEnded, Viewer, viewer } from './contract'
import type { AccountPatch, PasswordBody, passwordChanged } from './people-contract'
import type { Permission } from './permissions'
import { signInPath } from './sign-in-path'

export const accessKeys = {
  viewer: ['access', 'viewer'] as const,
  sessions: ['access', 'sessions'] as const,
}

/** Who asks; does not change while a page is open, for signing in and out load it anew. */
export const viewerOptions = () =>
  queryOptions({
    queryKey: accessKeys.viewer,
    queryFn: ({ signal }) => api<typeof viewer>('/me', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Whether who looks at the page may do that; no, as long as it is not known who that is. */
export function useMay(permission: Permission): boolean {
  const { data } = useQuery(viewerOptions())
  return data?.permissions.includes(permission) ?? false
}

/** The name under which what the viewer does is written down. */
export function useMe(): string | undefined {
  const { data } = useQuery(viewerOptions())
  return data?.email ?? data?.name
}

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

/** Goes to where else one may sign in, which sends the browser back to `from`. */
export const useSignInAt = (from: string) =>
  useMutation({
    mutationFn: async (id: Provider['id']) => (await post(`signin/${id}`, { callbackUrl: from })) as { url: string },
    onSuccess: ({ url }) => location.assign(url),
  })

/** Ends the session of this browser. */
export const useSignOut = () =>
  useMutation({ mutationFn: () => post('signout', {}), onSuccess: () => location.assign(signInPath) })

/** The browsers that the viewer is signed in with. */
export const ownSessionsOptions = () =>
  queryOptions({
    queryKey: accessKeys.sessions,
    queryFn: ({ signal }) => api<typeof sessionList>('/account/sessions', { signal }),
  })

/** Gives the viewer another name, which is shown at once. */
export function useRenameSelf() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AccountPatch) => api<typeof viewer>('/account', { method: 'PATCH', body }),
    onSuccess: (kept: Viewer) => client.setQueryData(accessKeys.viewer, kept),
  })
}

function useEnding<V, A>(mutationFn: (given: V) => Promise<A>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: accessKeys.sessions }),
  })
}

/** Gives the viewer another password; ends their other sessions, and answers how many. */
export const useChangePassword = () =>
  useEnding((body: PasswordBody) => api<typeof passwordChanged>('/account/password', { method: 'POST', body }))

/** Ends one session of the viewer, or all but the one that asks. */
export const useEndSession = () =>
  useEnding((id: string | 'others') =>
    api<typeof sessionsEnded>(`/account/sessions${id === 'others' ? '' : `/${encodeURIComponent(id)}`}`, {
      method: 'DELETE',
    }),
  )
