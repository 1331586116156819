import { progressBar, timeLeft } from '../progress-bar'

const figure = new Intl.NumberFormat('en', { maximumFractionDigits: 0 }).format
const showEveryMs = 200

/** How far a file is: events, events a second, and how long it will take where its size is known. */
export function ingestProgress(size: number | null, silent: boolean) {
  const startedAt = performance.now()
  const bar = progressBar(process.stderr, silent)
  let shownAt = startedAt
  let waiting = ''
  return {
    show(bytes: number, events: number) {
      const now = performance.now()
      if (silent || now - shownAt < showEveryMs) return
      shownAt = now
      const rate = events / ((now - startedAt) / 1000)
      const share = size ? Math.min(0.999, bytes / size) : 0
      const left = size ? `, ${timeLeft(startedAt, share)}` : ''
      bar.show(share, `${figure(events)} events, ${figure(rate)}/s${left}${waiting}`)
    },
    /** Why nothing goes on; empty once it does. */
    wait(reason: string) {
      waiting = reason === '' ? '' : `, waiting: ${reason}`
    },
    end: () => bar.end(),
    seconds: () => (performance.now() - startedAt) / 1000,
  }
}
