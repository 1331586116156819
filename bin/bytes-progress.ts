import { progressBar, timeLeft } from './progress-bar'
import { sizeWords } from './size-words'

const showEveryMs = 100

/** How far bytes are, on standard error, shown a few times a second. */
export function bytesProgress() {
  const startedAt = performance.now()
  const bar = progressBar(process.stderr)
  let shownAt = 0
  return {
    show(done: number, of: number) {
      const now = performance.now()
      if (now - shownAt < showEveryMs) return
      shownAt = now
      const share = Math.min(0.99, done / Math.max(1, of))
      bar.show(share, `${sizeWords(done)} of about ${sizeWords(of)}, ${timeLeft(startedAt, share)}`)
    },
    end: bar.end,
  }
}
