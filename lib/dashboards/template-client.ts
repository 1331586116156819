import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import { dashboardKeys } from './client'
import type { dashboard } from './contract'
import type { boardTemplate, TemplateId, templateList } from './template-contract'

/** A table for each place of a template; null for none. */
export type Tables = Readonly<Record<string, string | null>>

export const templateListOptions = () =>
  queryOptions({
    queryKey: ['dashboard-templates'] as const,
    queryFn: ({ signal }) => api<typeof templateList>('/dashboards/templates', { signal }),
  })

/** A template with these tables, and what fits in its other places. */
export const templateOptions = (id: TemplateId, tables: Tables) =>
  queryOptions({
    queryKey: ['dashboard-templates', id, tables] as const,
    queryFn: ({ signal }) => {
      const none = Object.keys(tables).filter((slot) => tables[slot] === null)
      const query = { ...tables, none: none.join(',') }
      return api<typeof boardTemplate>(`/dashboards/templates/${id}`, { query, signal })
    },
    placeholderData: keepPreviousData,
  })

export type FromTemplate = { template: TemplateId; name: string; description: string; tables: Tables }

export function useCreateFromTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ template, ...body }: FromTemplate) =>
      api<typeof dashboard>(`/dashboards/templates/${template}`, { method: 'POST', body }),
    onSuccess: (made) => {
      client.setQueryData(dashboardKeys.detail(made.id), made)
      return client.invalidateQueries({ queryKey: ['dashboards', 'list'] })
    },
  })
}
