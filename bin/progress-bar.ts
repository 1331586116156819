const width = 30

/** Shows on a terminal how far something is, in place; elsewhere a line for each tenth, or nothing where it is `silent`. */
export function progressBar(out: NodeJS.WriteStream, silent = false) {
  let tenth = -1
  return {
    /** `share` is of 1; `figures` says the same in words. */
    show(share: number, figures: string) {
      const percent = `${Math.floor(share * 100)} % ${figures}`
      if (out.isTTY) {
        const full = Math.round(share * width)
        const bar = '█'.repeat(full) + '░'.repeat(width - full)
        out.write(`\r\u001b[K${bar} ${percent}`.slice(0, (out.columns || 120) + 3))
      } else if (!silent && Math.floor(share * 10) !== tenth) {
        tenth = Math.floor(share * 10)
        out.write(`${percent}\n`)
      }
    },
    end() {
      if (out.isTTY) out.write('\r\u001b[K')
    },
  }
}

/** Seconds that are left at the pace until now; empty at the very beginning. */
export function timeLeft(startedAt: number, share: number): string {
  const seconds = (performance.now() - startedAt) / 1000
  return share > 0 ? `${Math.ceil((seconds / share) * (1 - share))} s left` : ''
}
