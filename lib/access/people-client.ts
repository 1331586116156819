import { queryOptions, useMutation } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import { useChange } from '@/lib/http/use-change'
import type { sessionList, sessionsEnded } from './contract'
import type {
  InvitationBody,
  invitationList,
  invitationMade,
  invitationRemoved,
  joined,
  LinkBody,
  PersonPatch,
  person,
  personList,
  personRemoved,
  SetupBody,
} from './people-contract'

export const peopleKeys = { all: ['people'] as const }

const path = (text: string) => encodeURIComponent(text)

export const mostPeople = 1000

/** Everyone who can sign in, or could. */
export const peopleOptions = () =>
  queryOptions({
    queryKey: ['people', 'list'] as const,
    queryFn: ({ signal }) => api<typeof personList>('/people', { query: { limit: mostPeople }, signal }),
  })

/** The links that wait for somebody. */
export const invitationsOptions = () =>
  queryOptions({
    queryKey: ['people', 'invitations'] as const,
    queryFn: ({ signal }) => api<typeof invitationList>('/people/invitations', { signal }),
  })

export const personSessionsOptions = (id: string) =>
  queryOptions({
    queryKey: ['people', 'sessions', id] as const,
    queryFn: ({ signal }) => api<typeof sessionList>(`/people/${path(id)}/sessions`, { signal }),
  })

type PersonChange = { id: string; patch: PersonPatch }
export const useChangePerson = () =>
  useChange(peopleKeys.all, ({ id, patch }: PersonChange) =>
    api<typeof person>(`/people/${path(id)}`, { method: 'PATCH', body: patch }),
  )

export const useRemovePerson = () =>
  useChange(peopleKeys.all, (id: string) => api<typeof personRemoved>(`/people/${path(id)}`, { method: 'DELETE' }))

export const useEndSessionsOf = () =>
  useChange(peopleKeys.all, (id: string) =>
    api<typeof sessionsEnded>(`/people/${path(id)}/sessions`, { method: 'DELETE' }),
  )

/** Makes a link with which somebody chooses a new password. */
export const useMakeReset = () =>
  useChange(peopleKeys.all, (id: string) => api<typeof invitationMade>(`/people/${path(id)}/reset`, { method: 'POST' }))

export const useInvite = () =>
  useChange(peopleKeys.all, (body: InvitationBody) =>
    api<typeof invitationMade>('/people/invitations', { method: 'POST', body }),
  )

export const useRevokeInvitation = () =>
  useChange(peopleKeys.all, (id: string) =>
    api<typeof invitationRemoved>(`/people/invitations/${path(id)}`, { method: 'DELETE' }),
  )

/** Makes the first owner, who knows the code of the server's log. */
export const useSetUp = () =>
  useMutation({ mutationFn: (body: SetupBody) => api<typeof joined>('/setup', { method: 'POST', body }) })

/** Lets in whom a link is for: with a name and a password, or with a new password. */
export const useTakeLink = (token: string) =>
  useMutation({
    mutationFn: (body: LinkBody) => api<typeof joined>(`/invitations/${path(token)}`, { method: 'POST', body }),
  })
