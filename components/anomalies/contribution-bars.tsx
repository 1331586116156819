'use client'

import { formatCompact, formatNumber } from '@/components/charts/format'
import { displayName } from '@/components/charts/palette'
import { cn } from '@/components/ui/cn'
import type { Contributions } from '@/lib/anomalies/explanation-contract'

type Dimension = Contributions['dimensions'][number]
type Value = Dimension['values'][number]

const shownAtMost = 6
const percent = (share: number) => `${formatNumber(share * 100, { maximumFractionDigits: 0 })}%`

/** Usual amounts are means: more than three digits of them say nothing. */
const say = (value: number | null, unit: string) => {
  const size = Math.abs(value ?? 0)
  if (unit !== '' || size >= 10_000 || size < 1) return formatCompact(value, unit)
  return formatNumber(value ?? 0, { maximumFractionDigits: size >= 100 ? 0 : 1 })
}

function Bar({ size, className }: { size: number; className: string }) {
  return (
    <div className="h-2 overflow-hidden rounded-sm bg-muted">
      <div
        className={cn('h-full rounded-sm', className)}
        style={{ width: `${Math.max(0, Math.min(1, size)) * 100}%` }}
      />
    </div>
  )
}

function Row({ one, most, unit }: { one: Value; most: number; unit: string }) {
  const size = (value: number | null) => Math.abs(value ?? 0) / most
  return (
    <tr className={cn('align-middle', one.telling ? 'font-medium' : 'font-normal text-muted-foreground')}>
      <th
        scope="row"
        className={cn(
          'w-[27%] max-w-0 py-1.5 pr-3 text-left sm:w-[30%]',
          one.telling ? 'font-semibold' : 'font-normal',
        )}
      >
        <span className="block truncate" title={displayName(one.value)}>
          {displayName(one.value)}
        </span>
        {one.usual === 0 || one.usual === null ? (
          <span className="block font-normal text-muted-foreground text-xs">new</span>
        ) : null}
      </th>
      <td aria-hidden className="w-[22%] py-1.5 sm:w-[32%]">
        <div className="grid gap-0.5">
          <Bar size={size(one.usual)} className="bg-muted-foreground/40" />
          <Bar size={size(one.actual)} className={one.telling ? 'bg-destructive' : 'bg-primary'} />
        </div>
      </td>
      <td className="tabular whitespace-nowrap py-1.5 pl-3 text-right text-xs">
        <span className="text-muted-foreground">{say(one.usual, unit)}</span>
        <span aria-hidden> → </span>
        <span className="sr-only"> usual, now </span>
        {say(one.actual, unit)}
      </td>
      <td className="tabular w-12 whitespace-nowrap py-1.5 pl-2 text-right text-xs">
        {one.share === null ? '–' : percent(one.share)}
      </td>
    </tr>
  )
}

/** What each value of a dimension usually has at this time, and what it had: as bars and in numbers. */
export function ContributionBars({ dimension, unit }: { dimension: Dimension; unit: string }) {
  const values = dimension.values.slice(0, shownAtMost)
  const left = dimension.values.length - values.length
  const most = Math.max(1e-300, ...values.flatMap(({ usual, actual }) => [Math.abs(usual ?? 0), Math.abs(actual ?? 0)]))
  return (
    <div>
      <table className="w-full table-fixed text-[13px]" aria-label={`By ${dimension.dimension}`}>
        <thead className="text-muted-foreground text-xs">
          <tr>
            <th scope="col" className="w-[27%] pb-1 text-left font-normal sm:w-[30%]">
              {dimension.dimension}
            </th>
            <td className="w-[22%] sm:w-[32%]" />
            <th scope="col" className="whitespace-nowrap pb-1 text-right font-normal">
              usual → now
            </th>
            <th scope="col" className="w-12 pb-1 text-right font-normal">
              share
            </th>
          </tr>
        </thead>
        <tbody>
          {values.map((one) => (
            <Row key={one.value} one={one} most={most} unit={unit} />
          ))}
        </tbody>
      </table>
      {left > 0 ? <p className="mt-1 text-muted-foreground text-xs">and {left} smaller changes</p> : null}
    </div>
  )
}
