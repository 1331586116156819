'use client'

import { type ReactNode, Suspense, useDeferredValue } from 'react'
import { cn } from '@/components/ui/cn'
import { type Size, useSize } from './use-size'

export type ChartData = { columns: string[]; rows: string[][]; total: number }

type ChartFrameProps = {
  label: string
  height?: number
  data: () => ChartData
  legend?: ReactNode
  beside?: boolean
  /** What is drawn beside the data, in words. */
  note?: string
  empty?: boolean
  children: (size: Size) => ReactNode
}

type DataTableProps = { label: string; data: () => ChartData }

/** The data of a chart for screen readers; it comes when all that is seen stands. */
export function DataTable(props: DataTableProps) {
  const wanted = useDeferredValue<DataTableProps | null>(props, null)
  return wanted ? <WholeTable label={wanted.label} data={wanted.data()} /> : null
}

function WholeTable({ label, data }: { label: string; data: ChartData }) {
  const cut = data.rows.length < data.total ? ` (last ${data.rows.length} of ${data.total})` : ''
  return (
    <div className="sr-only">
      <table>
        <caption>{`${label}${cut}`}</caption>
        <thead>
          <tr>
            {data.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((cell, column) => (
                <td key={data.columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What every chart has: a name, a place that never moves, and its data as a table for screen readers. `beside`: the legend is. */
export function ChartFrame({ label, height, data, legend, beside, note, empty, children }: ChartFrameProps) {
  const [ref, size] = useSize<HTMLDivElement>()
  const drawn = size !== null && size.width > 0 && size.height > 0
  return (
    <figure aria-label={label} className="@container relative h-full min-h-0 w-full min-w-0" style={{ height }}>
      <div className={cn('flex h-full min-h-0 flex-col', beside && '@md:flex-row')}>
        <div ref={ref} className="relative min-h-0 min-w-0 flex-1">
          {drawn && !empty ? (
            <div className="absolute inset-0">
              <Suspense fallback={null}>{children(size)}</Suspense>
            </div>
          ) : null}
          {empty ? (
            <p className="absolute inset-0 grid place-items-center text-muted-foreground text-xs">
              No data in this range
            </p>
          ) : null}
        </div>
        {drawn && !empty ? <DataTable label={label} data={data} /> : null}
        {note ? <p className="sr-only">{note}</p> : null}
        {legend}
      </div>
    </figure>
  )
}
