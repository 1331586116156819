import { orderEvent } from './workload'

const hourMs = 3_600_000

export type QueryFigure = { stored: number; p50: number; p99: number }

/** Stores orders of one day, from `first` up to `until`. */
export async function fill(url: string, first: number, until: number, end: number) {
  const size = 2000
  let next = first
  const send = async () => {
    for (let at = next; at < until; at = next) {
      next += size
      const body = JSON.stringify(Array.from({ length: Math.min(size, until - at) }, (_, i) => orderEvent(at + i, end)))
      const answer = await fetch(`${url}/api/v1/datawatch/events/batch`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      if (answer.status !== 202) throw new Error(`unexpected ${answer.status}: ${await answer.text()}`)
      await answer.arrayBuffer()
    }
  }
  await Promise.all([send(), send(), send(), send()])
}

/** Milliseconds of `/range` over 24 h at 1 h, as a client sees them. */
export async function measureRange(url: string, metric: string, end: number, stored: number): Promise<QueryFigure> {
  const to = Math.floor(end / hourMs) * hourMs
  const query = new URLSearchParams({
    from: new Date(to - 24 * hourMs).toISOString(),
    to: new Date(to).toISOString(),
    step: '1h',
  })
  const waits: number[] = []
  for (let round = 0; round < 220; round += 1) {
    const started = performance.now()
    const answer = await fetch(`${url}/api/v1/datawatch/metrics/${metric}/range?${query}`)
    if (!answer.ok) throw new Error(`unexpected ${answer.status}`)
    await answer.arrayBuffer()
    if (round >= 20) waits.push(performance.now() - started)
  }
  waits.sort((a, b) => a - b)
  return { stored, p50: waits[100]!, p99: waits[198]! }
}
