'use client'

import { useMemo, useState } from 'react'
import { formatValue } from '@/components/charts/format'
import { formatBucket, formatMoment } from '@/components/charts/format-time'
import { displayName } from '@/components/charts/palette'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { type ExploredSeries, periodName } from './explored-series'

const page = 25

type NumbersTableProps = {
  series: readonly ExploredSeries[]
  stepMs: number
  timeZone: string
  compare: string | undefined
  partialFrom: string | undefined
  actions: React.ReactNode
}

/** The values of the chart as figures: one line a step, newest first, one column a series. */
export function NumbersTable({ series, stepMs, timeZone, compare, partialFrom, actions }: NumbersTableProps) {
  const [most, setMost] = useState(page)
  const columns = useMemo(
    () =>
      series.flatMap(({ name, unit, points, earlier }) =>
        [{ name, points, period: '' }, ...(earlier ? [{ ...earlier, period: periodName(compare ?? '') }] : [])].map(
          (one) => ({
            name: one.name,
            title: name,
            period: one.period,
            unit,
            values: new Map(one.points.map(({ timestamp, value }) => [Date.parse(timestamp), value])),
          }),
        ),
      ),
    [series, compare],
  )
  const instants = useMemo(
    () => [...new Set(columns.flatMap(({ values }) => [...values.keys()]))].sort((a, b) => b - a),
    [columns],
  )
  const partialAt = partialFrom === undefined ? Number.POSITIVE_INFINITY : Date.parse(partialFrom)
  if (columns.length === 0 || instants.length === 0) return null
  return (
    <Card className="mt-4" aria-label="Numbers">
      <CardHeader className="flex-wrap">
        <CardTitle>Numbers</CardTitle>
        <CardDescription>
          {instants.length} {instants.length === 1 ? 'step' : 'steps'}, newest first
        </CardDescription>
        <CardActions>{actions}</CardActions>
      </CardHeader>
      <Table aria-label="Numbers" className="w-auto min-w-full">
        <TableHeader className="border-t">
          <TableRow className="hover:bg-transparent">
            <TableHead className="bg-card py-1.5 align-bottom sm:sticky sm:left-0">Time</TableHead>
            {columns.map(({ name, title, period }) => (
              <TableHead key={name} numeric className="max-w-56 py-1.5 align-bottom" title={name}>
                <span className="block truncate">{title.split(' · ').map(displayName).join(' · ')}</span>
                {period ? <span className="block font-normal text-[11px]">{period}</span> : null}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {instants.slice(0, most).map((at) => (
            <TableRow key={at}>
              <TableHead
                scope="row"
                className="tabular h-8 bg-card font-normal text-[13px] max-sm:pr-1 max-sm:text-xs sm:sticky sm:left-0"
              >
                <span className="max-sm:hidden">{formatBucket(at, stepMs, timeZone)}</span>
                <span className="sm:hidden">{formatMoment(at, timeZone)}</span>
                {at >= partialAt ? <span className="ml-2 text-muted-foreground text-xs">so far</span> : null}
              </TableHead>
              {columns.map(({ name, unit, values }) => (
                <TableCell key={name} numeric className="h-8 whitespace-nowrap py-0.5">
                  {formatValue(values.get(at), unit)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {instants.length > most ? (
        <div className="border-t p-2 text-center">
          <Button size="sm" onClick={() => setMost(most * 4)}>
            Show more
          </Button>
        </div>
      ) : null}
    </Card>
  )
}
