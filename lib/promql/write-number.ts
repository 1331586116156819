/** A number as Prometheus writes it: `+Inf`, `-Inf`, `NaN`, else the shortest text that reads the same. */
export function writeNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  if (value === Number.NEGATIVE_INFINITY) return '-Inf'
  return Object.is(value, -0) ? '-0' : String(value)
}
