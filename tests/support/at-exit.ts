const steps = new Set<() => void>()
let installed = false

function install() {
  installed = true
  process.on('exit', () => {
    for (const step of [...steps].reverse()) step()
  })
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => process.exit(128 + number))
  }
}

/** Has `step`, which may not wait, run when this process ends, also by a signal; answers what takes that back. */
export function atExit(step: () => void): () => void {
  if (!installed) install()
  steps.add(step)
  return () => void steps.delete(step)
}
