import { keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type { EventFormat, EventType, eventList, storedEvent } from './contract'
import type { inspection } from './inspect-contract'

export type EventSearch = {
  table?: string
  schema?: string
  op?: EventType
  q?: string
  from?: string
  to?: string
  limit?: number
  cursor?: string
}

export const eventKeys = {
  all: ['events'] as const,
  list: (search: EventSearch) => ['events', 'list', search] as const,
  /** Not asked for again with each change: the stream brings what is new. */
  tail: (search: EventSearch) => ['event-tail', search] as const,
  one: (uid: string) => ['event', uid] as const,
}

/** Raw events, newest first. */
export const eventListOptions = (search: EventSearch = {}) =>
  queryOptions({
    queryKey: eventKeys.list(search),
    queryFn: ({ signal }) => api<typeof eventList>('/events', { query: search, signal }),
    placeholderData: keepPreviousData,
  })

/** Where the browser saves events from, with the filters that they are looked at with. */
export function eventFile(format: 'csv' | 'ndjson', search: EventSearch): string {
  const query = new URLSearchParams({ format })
  for (const [name, value] of Object.entries(search)) if (value) query.set(name, String(value))
  return `/api/v1/datawatch/events/export?${query}`
}

/** How many events a live list begins with. */
export const tailLength = 200

/** What a live list begins with: the newest events that there are. */
export const eventTailOptions = (search: EventSearch) =>
  queryOptions({
    queryKey: eventKeys.tail(search),
    queryFn: ({ signal }) => api<typeof eventList>('/events', { query: { limit: tailLength, ...search }, signal }),
  })

/** The address of the stream of events that come after the event `last`. */
export function eventStreamUrl({ table, schema, op, q }: EventSearch, last?: string): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ table, schema, op, q, last_event_id: last })) {
    if (value) query.set(name, value)
  }
  return `/api/v1/datawatch/events/stream${query.size > 0 ? `?${query}` : ''}`
}

/** One event by our own id; it never changes. */
export const eventOptions = (uid: string) =>
  queryOptions({
    queryKey: eventKeys.one(uid),
    queryFn: ({ signal }) => api<typeof storedEvent>(`/events/${encodeURIComponent(uid)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** A text as a sender would post it; `type` is its Content-Type. */
export type InspectRequest = { text: string; type: string; format?: EventFormat; table?: string }

export const useInspectEvents = () =>
  useMutation({
    mutationFn: ({ text, type, ...query }: InspectRequest) =>
      api<typeof inspection>('/events/inspect', { method: 'POST', query, raw: { type, text } }),
  })
