'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartSpline, LayoutDashboard, type LucideIcon, Table2, TriangleAlert } from 'lucide-react'
import { subjectOf } from '@/components/anomalies/anomaly-words'
import { useDebounced } from '@/components/ui/use-debounced'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { dashboardListOptions, tableChoicesOptions } from '@/lib/dashboards/client'
import { metricListOptions } from '@/lib/metrics/client'

export type Found = { key: string; name: string; hint?: string; href: string; icon: LucideIcon }
export type FoundGroup = { title: string; items: readonly Found[] }

const most = 8
/** Of each kind, before anything is typed. */
const atFirst = 5
const openAnomalies = { status: 'open', limit: 20 } as const

/** What there is to go to: the server searches metrics for what is typed; `isSearching` while it has not answered. */
export function useFound(text: string): { groups: FoundGroup[]; isSearching: boolean } {
  const q = useDebounced(text.trim(), 150)
  const boards = useQuery(dashboardListOptions())
  const tables = useQuery(tableChoicesOptions())
  const anomalies = useQuery(anomalyListOptions(openAnomalies))
  const metrics = useQuery({
    ...metricListOptions({ q, limit: most }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  const groups: FoundGroup[] = [
    {
      title: 'Dashboards',
      items: (boards.data?.dashboards ?? []).map(({ id, name }) => ({
        key: id,
        name,
        href: `/dashboards/${id}`,
        icon: LayoutDashboard,
      })),
    },
    {
      title: 'Metrics',
      items: (q === '' ? [] : (metrics.data?.metrics ?? [])).map(({ name, description }) => ({
        key: `metric ${name}`,
        name,
        hint: description,
        href: `/explore/${encodeURIComponent(name)}`,
        icon: ChartSpline,
      })),
    },
    {
      title: 'Events of a table',
      items: (tables.data ?? []).map((table) => ({
        key: `table ${table}`,
        name: table,
        href: `/events?table=${encodeURIComponent(table)}`,
        icon: Table2,
      })),
    },
    {
      title: 'Open anomalies',
      items: (anomalies.data?.anomalies ?? []).map((anomaly) => ({
        key: anomaly.id,
        name: subjectOf(anomaly),
        hint: `${anomaly.severity} ${anomaly.type}`,
        href: `/anomalies/${anomaly.id}`,
        icon: TriangleAlert,
      })),
    },
  ]
  const shown = q === '' ? groups.map(({ title, items }) => ({ title, items: items.slice(0, atFirst) })) : groups
  return { groups: shown, isSearching: q !== text.trim() || metrics.isFetching }
}
