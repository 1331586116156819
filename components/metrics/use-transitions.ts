import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import { metricKeys, type Window } from '@/lib/metrics/client'
import type { transitions } from '@/lib/metrics/transitions-contract'

/** How rows of a table went from one value of a column to another within a time range. */
export const useTransitions = (table: string, field: string, window: Window) =>
  useQuery({
    queryKey: [...metricKeys.all, 'transitions', table, field, window.name],
    queryFn: ({ signal }) => {
      const { from, to } = window.resolve(Date.now())
      const query = { table, field, from: new Date(from).toISOString(), to: new Date(to).toISOString() }
      return api<typeof transitions>('/metrics/transitions', { query, signal })
    },
    placeholderData: keepPreviousData,
  })
