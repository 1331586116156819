const bars = '▁▂▃▄▅▆▇█'

/** The course of values as a line of at most `width` characters, a blank where there is none; the lowest is the lowest bar. */
export function sparkLine(values: readonly (number | null)[], width = 40): string {
  const size = Math.max(1, Math.ceil(values.length / width))
  const parts: (number | null)[] = []
  for (let at = 0; at < values.length; at += size) {
    const known = values.slice(at, at + size).filter((value) => value !== null)
    parts.push(known.length > 0 ? Math.max(...known) : null)
  }
  const known = parts.filter((value) => value !== null)
  if (known.length === 0) return ''
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const bar = (value: number) =>
    bars[high === low ? 3 : Math.round(((value - low) / (high - low)) * (bars.length - 1))]!
  return parts.map((value) => (value === null ? ' ' : bar(value))).join('')
}
