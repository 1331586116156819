import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import { dashboardKeys } from './client'
import { dashboard } from './contract'
import { boardTemplate, type TemplateId, templateList } from './template-contract'

/** A table for each place of a template; null for none. */
export type Tables = Readonly<Record<string, string | null>>

export const templateListOptions = () =>
  queryOptions({
    queryKey: ['dashboard-templates'] as const,
    queryFn: ({ signal }) => api('/dashboards/templates', { response: templateList, signal }),
  })

/** A template with these tables, and what fits in its other places. */
export const templateOptions = (id: TemplateId, tables: Tables) =>
  queryOptions({
    queryKey: ['dashboard-templates', id, tables] as const,
    queryFn: ({ signal }) => {
      const none = Object.keys(tables).filter((slot) => tables[slot] === null)
      const query = { ...tables, none: none.join(',') }
      return api(`/dashboards/templates/${id}`, { response: boardTemplate, query, signal })
    },
    placeholderData: keepPreviousData,
  })

export type FromTemplate = { template: TemplateId; name: string; description: string; tables: Tables }

export function useCreateFromTemplate() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ template, ...body }: FromTemplate) =>
      api(`/dashboards/templates/${template}`, { method: 'POST', body, response: dashboard }),
    onSuccess: (made) => {
      client.setQueryData(dashboardKeys.detail(made.id), made)
      return client.invalidateQueries({ queryKey: ['dashboards', 'list'] })
    },
  })
}
