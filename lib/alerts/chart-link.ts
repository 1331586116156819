import { createHmac } from 'node:crypto'
import { isSame } from '@/lib/access/owner'

const lastsMs = 30 * 86_400_000

const sign = (id: string, until: number, secret: string) =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['chart', id, until]))
    .digest('base64url')

/** What lets whoever has it see the chart of one alert for a month. */
export function chartSignature(id: string, secret: string, now: Date): string {
  const until = Math.floor((now.getTime() + lastsMs) / 1000)
  return `${until}.${sign(id, until, secret)}`
}

/** Whether one of these secrets signed it, and that was not too long ago. */
export function maySeeChart(id: string, signature: string, secrets: readonly string[], now: Date): boolean {
  const [until, mark] = signature.split('.')
  if (!until || !mark || !/^\d{1,12}$/.test(until) || Number(until) * 1000 < now.getTime()) return false
  return secrets.some((secret) => isSame(mark, sign(id, Number(until), secret)))
}
