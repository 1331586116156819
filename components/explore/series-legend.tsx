'use client'

import { formatChange, formatCompact, formatValue } from '@/components/charts/format'
import { displayName } from '@/components/charts/palette'
import { cn } from '@/components/ui/cn'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { type ExploredSeries, periodName } from './explored-series'

type SeriesLegendProps = {
  series: readonly ExploredSeries[]
  without: readonly string[]
  compare: string | undefined
  onChange: (without: string[]) => void
}

const named = (name: string) => name.split(' · ').map(displayName).join(' · ')

/** The lines of the chart with their figures; a click hides one, with Shift or Alt it leaves that one alone. */
export function SeriesLegend({ series, without, compare, onChange }: SeriesLegendProps) {
  const hidden = new Set(without)
  const names = series.map(({ name }) => name)
  const press = (name: string, alone: boolean) => {
    const others = names.filter((one) => one !== name)
    if (!alone) return onChange(hidden.has(name) ? without.filter((one) => one !== name) : [...without, name])
    onChange(others.every((one) => hidden.has(one)) && !hidden.has(name) ? [] : others)
  }
  const sums = series.some(({ adds }) => adds)
  const head = 'h-8 px-3'
  const cell = 'h-8 px-3 py-0.5'
  return (
    <Table aria-label="Series">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead className={head}>Series</TableHead>
          <TableHead numeric className={head}>
            Last
          </TableHead>
          <TableHead numeric className={cn(head, 'max-sm:hidden')}>
            Least
          </TableHead>
          <TableHead numeric className={cn(head, sums && 'max-sm:hidden')}>
            Mean
          </TableHead>
          <TableHead numeric className={cn(head, 'max-sm:hidden')}>
            Most
          </TableHead>
          {sums ? (
            <TableHead numeric className={head}>
              Total
            </TableHead>
          ) : null}
          {compare ? (
            <TableHead numeric className={head}>
              vs {periodName(compare)}
            </TableHead>
          ) : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {series.map(({ name, style, unit, figures, adds, earlier }) => {
          const off = hidden.has(name)
          const say = (value: number | null) => (
            <span title={formatValue(value, unit)}>{formatCompact(value, unit)}</span>
          )
          const [now, before] = adds ? [figures.sum, earlier?.figures.sum] : [figures.mean, earlier?.figures.mean]
          return (
            <TableRow key={name} className={cn(off && 'opacity-55')}>
              <TableCell className={cn(cell, 'sm:w-full sm:max-w-0')}>
                <button
                  type="button"
                  aria-pressed={!off}
                  title={`${named(name)}\nShift or Alt: this one alone`}
                  onClick={(event) => press(name, event.shiftKey || event.altKey)}
                  className="flex min-h-7 max-w-full items-center max-sm:min-w-36 gap-2 rounded px-1 text-left hover:text-primary"
                >
                  <svg aria-hidden="true" width="14" height="4" className="shrink-0">
                    <line
                      x1="0"
                      x2="14"
                      y1="2"
                      y2="2"
                      stroke={style.color}
                      strokeWidth="3"
                      strokeDasharray={style.dash}
                    />
                  </svg>
                  <span
                    className={cn(
                      'truncate max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]',
                      off && 'line-through',
                    )}
                  >
                    {named(name)}
                  </span>
                </button>
              </TableCell>
              <TableCell numeric className={cell}>
                {say(figures.last)}
              </TableCell>
              <TableCell numeric className={cn(cell, 'max-sm:hidden')}>
                {say(figures.min)}
              </TableCell>
              <TableCell numeric className={cn(cell, sums && 'max-sm:hidden')}>
                {say(figures.mean)}
              </TableCell>
              <TableCell numeric className={cn(cell, 'max-sm:hidden')}>
                {say(figures.max)}
              </TableCell>
              {sums ? (
                <TableCell numeric className={cell}>
                  {adds ? say(figures.sum) : '–'}
                </TableCell>
              ) : null}
              {compare ? (
                <TableCell numeric className={cell}>
                  {formatChange(now, before ?? null) ?? '–'}
                </TableCell>
              ) : null}
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}
