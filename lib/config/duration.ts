const pattern =
  /^(?=.)(?:(\d+(?:\.\d+)?)w)?(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/
const unitMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1]

/** Milliseconds of a duration such as `30s`, `1m30s`, `720h`, `7d`, `2w`, `1.5h`, `250ms`; null where the text is none. */
export function parseDuration(text: string): number | null {
  const parts = pattern.exec(text.trim())
  if (!parts) return null
  const ms = unitMs.reduce((sum, size, index) => sum + Number(parts[index + 1] ?? 0) * size, 0)
  const whole = Math.round(ms)
  return Number.isSafeInteger(whole) ? whole : null
}

const units = ['d', 'h', 'm', 's', 'ms'] as const

/** A duration as `parseDuration` reads it: 90000 is `1m30s`, a week is `7d`. */
export function formatDuration(ms: number): string {
  let rest = Math.round(ms)
  let text = ''
  units.forEach((unit, index) => {
    const size = unitMs[index + 1]!
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  })
  return text || '0s'
}
