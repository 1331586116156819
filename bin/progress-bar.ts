import type { Progress } from '@/lib/metrics/service/rebuild'

const width = 30
const figure = new Intl.NumberFormat('en').format

/** Shows on a terminal how far a rebuild is, in place; elsewhere a line for each tenth, or nothing where it is `silent`. */
export function progressBar(out: NodeJS.WriteStream, silent: boolean) {
  const startedAt = performance.now()
  let events = 0
  let tenth = -1
  return {
    show({ done, of, last }: Progress) {
      events += last.events
      const share = done / of
      const seconds = (performance.now() - startedAt) / 1000
      const left = Math.ceil((seconds / done) * (of - done))
      const day = new Date(last.day).toISOString().slice(0, 10)
      const figures = `${figure(done)} of ${figure(of)} days, ${figure(events)} events, ${left} s left, ${last.table} ${day}`
      if (out.isTTY) {
        const full = Math.round(share * width)
        const bar = '█'.repeat(full) + '░'.repeat(width - full)
        out.write(`\r\u001b[K${bar} ${Math.floor(share * 100)} % ${figures}`.slice(0, (out.columns || 120) + 3))
      } else if (!silent && Math.floor(share * 10) !== tenth) {
        tenth = Math.floor(share * 10)
        out.write(`${Math.floor(share * 100)} % ${figures}\n`)
      }
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K')
    },
  }
}
