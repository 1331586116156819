import { hashKey, keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, apiText } from '@/lib/http/api'
import { askMetric, metricListOptions, type Window } from '@/lib/metrics/client'
import type {
  Dashboard,
  DashboardBody,
  dashboard,
  dashboardFile,
  dashboardList,
  FileFormat,
  removed,
  WidgetBody,
  widgetOfBoard,
} from './contract'
import { keptVersions } from './limits'
import { tagOf } from './match'
import type { Answered } from './prepare'
import { ownSpan, questionsOf, type Subject } from './question'
import type { boardVersion, versionList } from './version-contract'

export const dashboardKeys = {
  all: ['dashboards'] as const,
  list: (q: string) => ['dashboards', 'list', q] as const,
  detail: (id: string) => ['dashboards', 'detail', id] as const,
  trash: ['dashboards', 'trash'] as const,
  versions: (id: string) => ['dashboards', 'versions', id] as const,
}

/** All boards, at most 1,000, newest first. */
export const dashboardListOptions = (q = '') =>
  queryOptions({
    queryKey: dashboardKeys.list(q),
    queryFn: ({ signal }) => api<typeof dashboardList>('/dashboards', { query: { q, limit: 1000 }, signal }),
    placeholderData: keepPreviousData,
  })

export const dashboardOptions = (id: string) =>
  queryOptions({
    queryKey: dashboardKeys.detail(id),
    queryFn: ({ signal }) => api<typeof dashboard>(`/dashboards/${id}`, { signal }),
  })

/** The boards in the trash. */
export const trashOptions = () =>
  queryOptions({
    queryKey: dashboardKeys.trash,
    queryFn: ({ signal }) =>
      api<typeof dashboardList>('/dashboards', { query: { deleted: true, limit: 1000 }, signal }),
  })

/** All versions of a board that are kept, newest first. */
export const versionListOptions = (id: string) =>
  queryOptions({
    queryKey: dashboardKeys.versions(id),
    queryFn: ({ signal }) =>
      api<typeof versionList>(`/dashboards/${id}/versions`, { query: { limit: keptVersions }, signal }),
  })

/** One version of a board, whole; it never changes. */
export const versionOptions = (id: string, n: number) =>
  queryOptions({
    queryKey: ['dashboard-version', id, n] as const,
    queryFn: ({ signal }) => api<typeof boardVersion>(`/dashboards/${id}/versions/${n}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Keeps an answered board and asks again for the lists. */
function useKeep() {
  const client = useQueryClient()
  return (board: Dashboard) => {
    client.setQueryData(dashboardKeys.detail(board.id), board)
    const others = ['list', 'trash', 'versions']
    return client.invalidateQueries({
      predicate: ({ queryKey: [topic, kind] }) => topic === 'dashboards' && others.includes(String(kind)),
    })
  }
}

export function useCreateDashboard() {
  const keep = useKeep()
  return useMutation({
    mutationFn: (body: Pick<DashboardBody, 'name'> & Partial<DashboardBody>) =>
      api<typeof dashboard>('/dashboards', { method: 'POST', body }),
    onSuccess: keep,
  })
}

/** Makes a board of a file, JSON or YAML as its type says. */
export function useImportDashboard() {
  const keep = useKeep()
  return useMutation({
    mutationFn: (raw: { type: string; text: string }) =>
      api<typeof dashboard>('/dashboards/import', { method: 'POST', raw }),
    onSuccess: keep,
  })
}

export function useDuplicateDashboard() {
  const keep = useKeep()
  return useMutation({
    mutationFn: (id: string) => api<typeof dashboard>(`/dashboards/${id}/duplicate`, { method: 'POST' }),
    onSuccess: keep,
  })
}

/** Saves a whole board; fails with status 412 where somebody else saved since `version`. */
export function useSaveDashboard(id: string) {
  const keep = useKeep()
  return useMutation({
    mutationFn: ({ body, version }: { body: DashboardBody; version: number | null }) =>
      api<typeof dashboard>(`/dashboards/${id}`, {
        method: 'PUT',
        body,
        headers: version === null ? {} : { 'If-Match': tagOf(version) },
      }),
    onSuccess: keep,
  })
}

/** Adds a widget to a board, where there is room. */
export function useAddWidget() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ board, widget }: { board: string; widget: WidgetBody }) =>
      api<typeof widgetOfBoard>(`/dashboards/${board}/widgets`, { method: 'POST', body: widget }),
    onSuccess: () => client.invalidateQueries({ queryKey: dashboardKeys.all }),
  })
}

/** Puts a board into the trash, or `permanently` removes it. */
export function useDeleteDashboard() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, permanently = false }: { id: string; permanently?: boolean }) =>
      api<typeof removed>(`/dashboards/${id}`, { method: 'DELETE', query: permanently ? { permanently } : {} }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['dashboards', 'list'] })
      await client.invalidateQueries({ queryKey: dashboardKeys.trash })
      client.removeQueries({ queryKey: dashboardKeys.detail(id) })
    },
  })
}

/** Takes a board out of the trash. */
export function useRestoreDashboard() {
  const keep = useKeep()
  return useMutation({
    mutationFn: (id: string) => api<typeof dashboard>(`/dashboards/${id}/restore`, { method: 'POST' }),
    onSuccess: keep,
  })
}

/** Makes a board what it was at a version; fails with status 412 where somebody saved since `version`. */
export function useRestoreVersion(id: string) {
  const keep = useKeep()
  return useMutation({
    mutationFn: ({ n, version }: { n: number; version: number }) =>
      api<typeof dashboard>(`/dashboards/${id}/versions/${n}/restore`, {
        method: 'POST',
        headers: { 'If-Match': tagOf(version) },
      }),
    onSuccess: keep,
  })
}

/** The text of a board's file. */
export async function fetchDashboardFile(id: string, format: FileFormat): Promise<string> {
  if (format === 'yaml') return apiText(`/dashboards/${id}/export?format=yaml`)
  const file = await api<typeof dashboardFile>(`/dashboards/${id}/export`)
  return `${JSON.stringify(file, null, 2)}\n`
}

const subjectKey = ({ type, metric, config }: Subject) => {
  const { aggregation, group_by, filter, limit, step, queries, transform, compare, range, fill } = config
  return { type, metric, aggregation, group_by, filter, limit, step, queries, transform, compare, range, fill }
}

/** The metrics that a widget reads, in one text, so that a change of one of their tables is noticed. */
const readBy = ({ metric, config }: Subject) =>
  config.queries?.map((query) => query.metric ?? query.expr).join(' ') ?? metric ?? ''

/** All that one widget draws; neither its title, its place nor how it is formatted makes it ask again. */
export const answersOptions = (subject: Subject, window: Window) => {
  const key = subjectKey(subject)
  return queryOptions({
    queryKey: ['metrics', 'range', readBy(subject), 'widget', key, window.name, window.timeZone],
    queryFn: async (): Promise<Answered> => {
      const at = Date.now()
      const span = ownSpan(subject.config, window.resolve(at))
      const questions = questionsOf(subject, span, window.timeZone)
      if (subject.config.queries === undefined || subject.type !== 'line')
        return { ...span, at, answers: await Promise.all(questions.map(askMetric)) }
      const settled = await Promise.allSettled(questions.map(askMetric))
      const refused = settled.find((one) => one.status === 'rejected')
      if (refused && settled.every((one) => one.status === 'rejected')) throw refused.reason
      const answers = settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined))
      return { ...span, at, answers, ...(refused ? { failed: String((refused.reason as Error).message) } : {}) }
    },
    placeholderData: (before, query) => (hashKey([query?.queryKey[4]]) === hashKey([key]) ? before : undefined),
  })
}

/** The names of the tables that have metrics. */
export const tableChoicesOptions = () =>
  queryOptions({
    ...metricListOptions({ q: '_events_total' }),
    select: ({ metrics }) => [...new Set(metrics.map((metric) => metric.table))].sort(),
  })
