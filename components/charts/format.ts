export type FormatOptions = { compact?: boolean; decimals?: number; signed?: boolean }

const locale = 'en-US'
const minus = (text: string) => text.replace('-', '−')

/** To make one takes longer than to write a hundred numbers. */
const formats = new Map<string, Intl.NumberFormat>()

/** A number in the product's one way of writing them. */
export function formatNumber(value: number, options: Intl.NumberFormatOptions & { signed?: boolean } = {}): string {
  const key = JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    const { signed, ...rest } = options
    format = new Intl.NumberFormat(locale, { signDisplay: signed ? 'exceptZero' : 'negative', ...rest })
    formats.set(key, format)
  }
  return minus(format.format(value))
}

function digits(
  value: number,
  { compact, decimals, signed }: FormatOptions,
): Intl.NumberFormatOptions & { signed?: boolean } {
  if (decimals !== undefined) return { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signed }
  const size = Math.abs(value)
  if (compact && size >= 10_000)
    return { notation: 'compact', maximumFractionDigits: size >= 100_000 && size < 1_000_000 ? 0 : 1, signed }
  if (size !== 0 && size < 0.01) return { maximumSignificantDigits: 2, signed }
  return { maximumFractionDigits: size >= 1000 ? 0 : 2, signed }
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']
const timeUnits = [
  { size: 86_400, name: 'd' },
  { size: 3600, name: 'h' },
  { size: 60, name: 'min' },
  { size: 1, name: 's' },
  { size: 0.001, name: 'ms' },
  { size: 0.000001, name: 'µs' },
]

function bytes(value: number, options: FormatOptions): string {
  const power = value === 0 ? 0 : Math.min(5, Math.max(0, Math.floor(Math.log2(Math.abs(value)) / 10)))
  return `${formatNumber(value / 1024 ** power, { maximumFractionDigits: options.decimals ?? (power === 0 ? 0 : 1) })} ${byteUnits[power]}`
}

function seconds(value: number, options: FormatOptions): string {
  const unit = timeUnits.find(({ size }) => Math.abs(value) >= size) ?? { size: 1, name: 's' }
  return `${formatNumber(value / unit.size, { maximumFractionDigits: options.decimals ?? 1 })} ${unit.name}`
}

function money(value: number, options: FormatOptions): Intl.NumberFormatOptions {
  if (options.decimals !== undefined || Math.abs(value) >= (options.compact ? 1000 : 1_000_000))
    return digits(value, options)
  return { minimumFractionDigits: 2, maximumFractionDigits: 2 }
}

export const secondsPer: Record<string, number> = {
  seconds: 1,
  s: 1,
  milliseconds: 0.001,
  ms: 0.001,
  minutes: 60,
  hours: 3600,
  days: 86_400,
}

/**
 * A value in its unit: `seconds` (and `ms`, `minutes`, …), `bytes`, `percent` (0..100), `ratio` (0..1), an ISO currency
 * code, `currency` (no symbol); any other unit stands behind the number. Nothing is shown as a dash.
 */
export function formatValue(value: number | null | undefined, unit = '', options: FormatOptions = {}): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  const perSecond = secondsPer[unit]
  if (perSecond !== undefined) return seconds(value * perSecond, options)
  if (unit === 'bytes') return bytes(value, options)
  if (unit === 'percent' || unit === '%')
    return `${formatNumber(value, { maximumFractionDigits: options.decimals ?? 1, signed: options.signed })}%`
  if (unit === 'ratio') return formatValue(value * 100, 'percent', options)
  if (unit === 'currency') return formatNumber(value, money(value, options))
  if (/^[A-Z]{3}$/.test(unit))
    return formatNumber(value, { ...money(value, options), style: 'currency', currency: unit })
  const text = formatNumber(value, digits(value, options))
  return unit === '' ? text : `${text} ${unit}`
}

/** Short enough for a headline or an axis: `12.4K`. */
export const formatCompact = (value: number | null | undefined, unit = '') =>
  formatValue(value, unit, { compact: true })

/** The change from `before` to `now` as a signed share; null where there is nothing to compare with. */
export function formatChange(now: number | null, before: number | null): string | null {
  if (now === null || before === null || before === 0) return null
  const share = ((now - before) / Math.abs(before)) * 100
  return `${formatNumber(share, { maximumFractionDigits: Math.abs(share) < 10 ? 1 : 0, signed: true })}%`
}
