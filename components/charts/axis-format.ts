import { formatCompact, formatNumber, secondsPer } from './format'

/** One way to write all ticks of an axis: as many decimals as their distance needs, thousands only where all are. */
export function axisFormat(ticks: readonly number[], unit = ''): (value: number) => string {
  const size = Math.max(...ticks.map(Math.abs))
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0))
  if (secondsPer[unit] !== undefined || unit === 'bytes' || unit === 'ratio')
    return (value) => formatCompact(value, unit)
  const style = /^[A-Z]{3}$/.test(unit) ? { style: 'currency' as const, currency: unit } : {}
  const end = unit === 'percent' || unit === '%' ? '%' : ''
  const needed = step >= 1 ? (Number.isInteger(step) ? 0 : 1) : Math.min(12, Math.ceil(-Math.log10(step) + 0.5))
  const options: Intl.NumberFormatOptions =
    size >= 10_000
      ? { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }
      : { minimumFractionDigits: 0, maximumFractionDigits: needed }
  return (value) => `${formatNumber(value, { ...options, ...style })}${end}`
}
