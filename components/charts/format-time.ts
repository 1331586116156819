const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const formats = new Map<string, Intl.DateTimeFormat>()

type Parts = Record<'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute' | 'second', string>

/** Assembled by hand: the punctuation of a locale differs between the server's ICU and the browser's. */
function read(at: number | string, timeZone: string): Parts {
  let format = formats.get(timeZone)
  if (!format) {
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
    const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
    format = new Intl.DateTimeFormat('en-US', { timeZone, ...date, ...clock })
    formats.set(timeZone, format)
  }
  const parts = format.formatToParts(typeof at === 'string' ? Date.parse(at) : at)
  return Object.fromEntries(parts.map(({ type, value }) => [type, value])) as Parts
}

/** `12 Mar 2026, 14:05:09`, for a reader in `timeZone`. */
export function formatInstant(at: number | string, timeZone: string): string {
  const t = read(at, timeZone)
  return `${t.day} ${t.month} ${t.year}, ${t.hour}:${t.minute}:${t.second}`
}

/** `12 Mar, 14:05`. */
export function formatMoment(at: number | string, timeZone: string): string {
  const t = read(at, timeZone)
  return `${t.day} ${t.month}, ${t.hour}:${t.minute}`
}

/** `14:05`; with the date before it where that is not the day of `now`. */
export function formatWhen(at: number | string, now: number, timeZone: string): string {
  const [t, today] = [read(at, timeZone), read(now, timeZone)]
  const clock = `${t.hour}:${t.minute}`
  if (t.day === today.day && t.month === today.month && t.year === today.year) return clock
  return `${t.day} ${t.month}${t.year === today.year ? '' : ` ${t.year}`}, ${clock}`
}

/** `12 Mar 2026`. */
export function formatDay(at: number | string, timeZone: string): string {
  const t = read(at, timeZone)
  return `${t.day} ${t.month} ${t.year}`
}

/** `14:05:09.123`; with the date before it where that is not the day of `now`. */
export function formatClock(at: number | string, now: number, timeZone: string): string {
  const ms = typeof at === 'string' ? Date.parse(at) : at
  const [t, today] = [read(ms, timeZone), read(now, timeZone)]
  const clock = `${t.hour}:${t.minute}:${t.second}.${String(((ms % 1000) + 1000) % 1000).padStart(3, '0')}`
  if (t.day === today.day && t.month === today.month && t.year === today.year) return clock
  return `${t.day} ${t.month}${t.year === today.year ? '' : ` ${t.year}`}, ${t.hour}:${t.minute}:${t.second}`
}

/** What a bucket of a chart is called: as fine as its step and no finer. */
export function formatBucket(at: number, stepMs: number, timeZone: string): string {
  const t = read(at, timeZone)
  const date = `${t.weekday} ${t.day} ${t.month}`
  if (stepMs >= day) return date
  if (stepMs < minute) return `${date}, ${t.hour}:${t.minute}:${t.second}`
  const end = read(at + stepMs, timeZone)
  return `${date}, ${t.hour}:${t.minute}${stepMs > minute ? ` – ${end.hour}:${end.minute}` : ''}`
}

/** The text of a tick: the date where a day begins, else the time. */
export function formatTick(at: number, intervalMs: number, timeZone: string): string {
  const t = read(at, timeZone)
  if (intervalMs >= day || (t.hour === '00' && t.minute === '00' && t.second === '00')) return `${t.day} ${t.month}`
  return `${t.hour}:${t.minute}${intervalMs < minute ? `:${t.second}` : ''}`
}

/** `2h 5m`, in the two largest parts that matter. */
export function formatSpan(ms: number): string {
  const parts = [
    [day, 'd'],
    [hour, 'h'],
    [minute, 'm'],
    [1000, 's'],
  ] as const
  let rest = Math.max(0, ms)
  const text: string[] = []
  for (const [size, name] of parts) {
    const count = Math.floor(rest / size)
    if (count > 0) text.push(`${count}${name}`)
    else if (text.length > 0) break
    rest -= count * size
    if (text.length === 2) break
  }
  return text.join(' ') || '0s'
}

/** How long ago, roughly: `just now`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function formatAgo(at: number | string, now: number): string {
  const ms = now - (typeof at === 'string' ? Date.parse(at) : at)
  if (ms < 10_000) return 'just now'
  if (ms < minute) return `${Math.floor(ms / 1000)} s ago`
  if (ms < hour) return `${Math.floor(ms / minute)} min ago`
  if (ms < day) return `${Math.floor(ms / hour)} h ago`
  return `${Math.floor(ms / day)} d ago`
}
