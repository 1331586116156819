import type { Progress } from '@/lib/metrics/service/rebuild'
import { progressBar, timeLeft } from './progress-bar'

const figure = new Intl.NumberFormat('en').format

/** How far a rebuild is: days, events, and the day it has come to. */
export function rebuildProgress(out: NodeJS.WriteStream, silent: boolean) {
  const startedAt = performance.now()
  const bar = progressBar(out, silent)
  let events = 0
  return {
    show({ done, of, last }: Progress) {
      events += last.events
      const share = done / of
      const day = new Date(last.day).toISOString().slice(0, 10)
      const counts = `${figure(done)} of ${figure(of)} days, ${figure(events)} events`
      bar.show(share, `${counts}, ${timeLeft(startedAt, share)}, ${last.table} ${day}`)
    },
    end: bar.end,
  }
}
