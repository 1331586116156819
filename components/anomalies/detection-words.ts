import { formatMoment } from '@/components/charts/format-time'
import type { DetectionStatus } from '@/lib/anomalies/detection-contract'

const instants = /\d{4}-\d\d-\d\dT\d\d:\d\dZ/g

/** Why a metric is watched as it is, with its times on the clock of `timeZone`. */
export const reasonIn = ({ reason }: Pick<DetectionStatus, 'reason'>, timeZone: string): string =>
  reason.replace(instants, (at) => formatMoment(Date.parse(at), timeZone))

const names: Record<string, string> = { '1d': 'day', '7d': 'week' }

export function periodWords(periods: DetectionStatus['periods']): string {
  return periods.length === 0 ? 'none' : periods.map((period) => names[period] ?? period).join(' and ')
}

export function surenessWords(sureness: number): string {
  if (sureness === 0) return 'not yet'
  return sureness < 1 ? `fairly (${Math.round(sureness * 100)}%)` : 'sure'
}
