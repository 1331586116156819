import { setTimeout as pause } from 'node:timers/promises'

const statuses = ['new', 'paid', 'sent', 'void']

/** An INSERT whose values follow from its number, so that what should be stored can be told without the server. */
export function numberedEvent(sender: number, index: number, dayStart: number) {
  const at = dayStart + ((index * 7919 + sender * 104_729) % 86_400_000)
  return {
    id: `s${sender}-${index}`,
    type: 'INSERT',
    table: 'orders',
    schema: 'public',
    timestamp: new Date(at).toISOString(),
    after: {
      id: `${sender}-${index}`,
      amount: (index % 1000) / 100,
      status: statuses[(index + sender) % statuses.length],
    },
  }
}

type Sender = { url: string; sender: number; dayStart: number; batch: number }
export type Tally = { acknowledged: number; attempts: number; refused: Record<string, number> }

/** Sends batch after batch until `enough` says so, each again until it is acknowledged, as a CDC sender does. */
export async function sendUntil({ url, sender, dayStart, batch }: Sender, enough: () => boolean): Promise<Tally> {
  const tally: Tally = { acknowledged: 0, attempts: 0, refused: {} }
  while (!enough()) {
    const events = Array.from({ length: batch }, (_, i) => numberedEvent(sender, tally.acknowledged + i, dayStart))
    for (let done = false; !done; ) {
      tally.attempts += 1
      const answer = await fetch(`${url}/api/v1/datawatch/events/batch`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(events),
        signal: AbortSignal.timeout(20_000),
      }).catch(() => null)
      done = answer?.status === 202 && (await answer.json().catch(() => null)) !== null
      if (done) break
      const reason = answer ? String(answer.status) : 'connection'
      tally.refused[reason] = (tally.refused[reason] ?? 0) + 1
      await pause(50)
    }
    tally.acknowledged += batch
  }
  return tally
}
