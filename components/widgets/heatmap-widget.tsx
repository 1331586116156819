'use client'

import { type KeyboardEvent, useState } from 'react'
import { formatValue } from '@/components/charts/format'
import { ScrollBox } from '@/components/ui/scroll-box'
import { asRange, byWeekHour, latestOfWeekHour } from '@/lib/dashboards/prepare'
import { Drillable } from './drillable'
import { useDrill } from './use-drill'
import type { WidgetBodyProps } from './widget-kind'

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const hours = Array.from({ length: 24 }, (_, hour) => hour)
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`

const steps: Record<string, [row: number, hour: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Moves the focus to the cell beside, as arrow keys do; answers which that is. */
function step(event: KeyboardEvent<HTMLElement>, row: number, hour: number): string | null {
  const [down, right] = steps[event.key] ?? []
  if (down === undefined || right === undefined) return null
  event.preventDefault()
  const next = `${Math.min(6, Math.max(0, row + down))}-${Math.min(23, Math.max(0, hour + right))}`
  event.currentTarget.closest('table')?.querySelector<HTMLElement>(`[data-cell="${next}"] button`)?.focus()
  return next
}

/** The mean of each hour of the week on the clock of the board's zone: when things happen. */
export function HeatmapWidget({ widget, data, timeZone }: WidgetBodyProps) {
  const range = asRange(data.answers[0])
  const drill = useDrill(widget, data)
  const [focused, setFocused] = useState('0-0')
  const cells = range ? byWeekHour(range, timeZone) : []
  const values = cells.flat().filter((value) => value !== null)
  const [low, high] = [Math.min(0, ...values), Math.max(...values)]
  const { unit, decimals, colors, legend = 'bottom' } = widget.config
  const color = `var(--chart-${colors?.[widget.metric ?? ''] ?? 1})`
  const shade = (share: number) => `color-mix(in oklab, ${color} ${Math.round(6 + share * 94)}%, var(--card))`
  if (values.length === 0)
    return <p className="grid h-full place-items-center text-muted-foreground text-xs">No data in this range</p>
  return (
    <ScrollBox label={widget.title} className="flex h-full min-h-0 flex-col overflow-x-auto px-4 pb-3">
      <table
        aria-label={widget.title}
        className="min-h-0 w-full min-w-80 flex-1 table-fixed border-separate border-spacing-px text-[11px] text-muted-foreground"
      >
        <tbody>
          {days.map((day, row) => (
            <tr key={day}>
              <th scope="row" className="w-9 text-left font-normal">
                {day}
              </th>
              {hours.map((hour) => {
                const value = cells[row]?.[hour] ?? null
                const share = value === null || high === low ? 0 : (value - low) / (high - low)
                const cell = `${row}-${hour}`
                const span = range && drill && value !== null ? latestOfWeekHour(range, timeZone, row, hour) : null
                const text = `${day} ${clock(hour)}: ${formatValue(value, unit, { decimals })}`
                return (
                  <td
                    key={hour}
                    data-cell={cell}
                    title={text}
                    className="relative rounded-[2px] bg-muted"
                    style={value === null ? undefined : { background: shade(share) }}
                  >
                    {drill ? (
                      <Drillable
                        name={text}
                        className="absolute inset-0 rounded-[2px]"
                        tabIndex={focused === cell ? 0 : -1}
                        onFocus={() => setFocused(cell)}
                        onKeyDown={(event) => step(event, row, hour)}
                        onPick={(name, place) => span && drill(name, place, span)}
                      >
                        <span className="sr-only">{text}</span>
                      </Drillable>
                    ) : (
                      <span className="sr-only">{text}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden>
          <tr>
            <td />
            {hours.map((hour) => (
              <td key={hour} className="h-4 align-bottom">
                {hour % 6 === 0 ? clock(hour).slice(0, 2) : ''}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
      {legend === 'off' ? null : (
        <p className="mt-1 flex shrink-0 items-center justify-end gap-1.5 text-[11px] text-muted-foreground">
          {formatValue(low, unit, { compact: true, decimals })}
          <span
            aria-hidden
            className="h-2 w-24 rounded-full"
            style={{ background: `linear-gradient(to right, ${shade(0)}, ${shade(1)})` }}
          />
          {formatValue(high, unit, { compact: true, decimals })}
        </p>
      )}
    </ScrollBox>
  )
}
