import { progressBar, timeLeft } from './progress-bar'
import { sizeWords } from './size-words'

const showEveryMs = 100

/** How far bytes are, on standard error, shown a few times a second from the first percent on. */
export function bytesProgress() {
  const startedAt = performance.now()
  const bar = progressBar(process.stderr)
  let [done, of, shownAt] = [0, 0, startedAt]
  return {
    begin(bytes: number) {
      of = bytes
    },
    add(bytes: number) {
      done += bytes
      const now = performance.now()
      const share = of > 0 ? Math.min(0.99, done / of) : 0
      if (share < 0.01 || now - shownAt < showEveryMs) return
      shownAt = now
      bar.show(share, `${sizeWords(done)} of about ${sizeWords(of)}, ${timeLeft(startedAt, share)}`)
    },
    end: bar.end,
  }
}
