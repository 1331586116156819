import type { AnomalyType } from './contract'
import type { Band } from './detector/band'
import type { Lead } from './detector/surprise'
import type { Nature } from './grid'

type Subject = {
  metricName: string
  label: string | null
  value: number
  band: Band
  fromMs: number
  toMs: number
  stepMs: number
  lead?: Lead
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const fine = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })
const number = (value: number) => (Math.abs(value) >= 100 || Number.isInteger(value) ? whole : fine).format(value)

type Kind = { nature: Nature; value: number; expected: number; z: number; lead: Lead }

const offByItself = 3

/**
 * What kind of anomaly a bucket is: a trend or seasonal where it is not off by itself and only its run or the shape of the last hours
 * is; else means, shares and what stands still are outliers either way, flows spike, drop or are missing.
 */
export function typeOf({ nature, value, expected, z, lead }: Kind): AnomalyType {
  const isFlow = nature === 'count' || nature === 'sum'
  if (isFlow && value === 0 && expected > 0) return 'missing'
  if (lead === 'flat') return 'outlier'
  if (lead === 'run' && Math.abs(z) < offByItself) return 'trend'
  if (lead === 'shape' && Math.abs(z) < offByItself) return 'seasonal'
  if (!isFlow) return 'outlier'
  return value > expected ? 'spike' : 'drop'
}

function comparison(value: number, usual: number): string {
  if (usual <= 0 || value < 0) return 'where the usual is'
  const ratio = value / usual
  if (ratio >= 10) return `about ${whole.format(ratio)} times the usual`
  if (ratio >= 1.75) return `about ${fine.format(Math.round(ratio * 2) / 2)} times the usual`
  const percent = Math.round(Math.abs(ratio - 1) * 100)
  return ratio > 1 ? `${percent}% above the usual` : `${percent}% below the usual`
}

function period(fromMs: number, toMs: number): string {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()]
  return `between ${from.slice(11, 16)} and ${to.slice(11, 16)} UTC on ${from.slice(0, 10)}`
}

/**
 * One sentence in plain words, such as "orders_events_total was 412 between 14:05 and 14:10 UTC …, about 5 times the usual 80 (60 to 104)",
 * without the range where the value lies in it.
 */
export function describeAnomaly({ metricName, label, value, band, fromMs, toMs, stepMs, lead }: Subject): string {
  const what = label ? `${metricName} (${label})` : metricName
  if (lead === 'flat')
    return `${what} stood still at ${number(value)} ${period(fromMs, toMs)}, over three times as long as ever before`
  const usual = band.value ?? 0
  const [min, max] = [band.min ?? usual, band.max ?? usual]
  const how = value === 0 ? 'where the usual is' : comparison(value, usual)
  const isRun = toMs - fromMs > stepMs
  const each = isRun ? ` in ${stepMs / 60_000} minutes` : ''
  const isInside = value >= min && value <= max
  const told = isInside ? number(usual) : `${number(usual)} (${number(min)} to ${number(max)})`
  const why = isInside && isRun ? '; one alone would be nothing unusual, so many in a row are' : ''
  return `${what} was ${number(value)} ${period(fromMs, toMs)}, ${how} ${told}${each}${why}`
}
