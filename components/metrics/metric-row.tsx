'use client'

import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { formatCompact } from '@/components/charts/format'
import { Sparkline } from '@/components/charts/sparkline'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Breakable } from '@/components/ui/breakable'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { TableCell, TableRow } from '@/components/ui/table'
import { Tooltip } from '@/components/ui/tooltip'
import { useInView } from '@/components/ui/use-in-view'
import { metricRangeOptions, metricValueOptions } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'

type MetricRowProps = { metric: Metric; range: ShownRange; search: string; onExplore: (name: string) => void }

/** A metric with its figure and shape over the page's time range; asks for them once it is on the screen. */
export function MetricRow({ metric, range, search, onExplore }: MetricRowProps) {
  const [ref, seen] = useInView<HTMLTableRowElement>()
  const value = useQuery({ ...metricValueOptions(metric.name, {}, range), enabled: seen })
  const shape = useQuery({ ...metricRangeOptions(metric.name, { points: 40 }, range), enabled: seen })
  const points = shape.data?.range.series[0]?.data_points ?? []
  return (
    <TableRow ref={ref} className="relative">
      <TableCell className="w-full max-w-0">
        <Link
          href={`/explore/${encodeURIComponent(metric.name)}${search}`}
          className="block truncate font-mono text-xs max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere] after:absolute after:inset-0 hover:text-primary"
        >
          <Breakable name={metric.name} />
        </Link>
        <span className="block truncate text-muted-foreground text-xs">{metric.description}</span>
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">{metric.table}</TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-lg:hidden">
        {metric.aggregation} <span className="text-xs">({metric.type})</span>
      </TableCell>
      <TableCell className="max-sm:hidden">
        <div className="flex h-7 w-32 items-center">
          {shape.data ? <Sparkline points={points} /> : <Skeleton className="h-1 w-full" />}
        </div>
      </TableCell>
      <TableCell numeric className="min-w-20 font-medium">
        {value.data ? (
          formatCompact(value.data.value, metric.unit)
        ) : value.isError ? (
          <span title={value.error.message}>–</span>
        ) : (
          <Skeleton className="ml-auto h-3 w-12" />
        )}
      </TableCell>
      <TableCell className="w-10 pl-0">
        <Tooltip label="Add to the chart">
          <Button
            size="icon-sm"
            variant="ghost"
            className="relative z-10"
            aria-label={`Add ${metric.name} to the chart`}
            onClick={() => onExplore(metric.name)}
          >
            <Plus />
          </Button>
        </Tooltip>
      </TableCell>
    </TableRow>
  )
}
