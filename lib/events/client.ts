import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import { type EventType, eventList } from './contract'

export type EventSearch = {
  table?: string
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
}

/** Raw events, newest first. */
export const eventListOptions = (search: EventSearch = {}) =>
  queryOptions({
    queryKey: eventKeys.list(search),
    queryFn: ({ signal }) => api('/events', { response: eventList, query: search, signal }),
    placeholderData: keepPreviousData,
  })
