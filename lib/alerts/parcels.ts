import type { DeliveryKind } from './channel-contract'
import { type Severity, severities } from './contract'
import { groupBy } from './group-by'

/** A delivery that is to be sent, in the order of `seq`; times in milliseconds. */
export type Waiting = {
  id: string
  seq: number
  alertId: string
  kind: DeliveryKind
  severity: Severity
  attempts: number
  dueAt: number
  digest: boolean
  /** Being sent. */
  leased: boolean
  /** It was never tried to be sent. */
  untried: boolean
}

/** What is sent as one message. */
export type Packed = { rows: Waiting[]; group: boolean }

type Bounds = {
  now: number
  /** How many messages may still go in this minute, and at most in any. */
  budget: number
  most: number
}

const worstFirst = (one: Waiting, other: Waiting) =>
  severities.indexOf(other.severity) - severities.indexOf(one.severity) || one.seq - other.seq

/** What is over before anybody was told of it need not be told: an `opened` that was never tried, up to the `resolved` after it. */
export function findUntold(waiting: readonly Waiting[]): Waiting[] {
  const open = new Map<string, Waiting[]>()
  const untold: Waiting[] = []
  for (const row of waiting) {
    const begun = open.get(row.alertId)
    if (!row.untried) open.delete(row.alertId)
    else if (begun) begun.push(row)
    else if (row.kind === 'opened') open.set(row.alertId, [row])
    if (row.kind !== 'resolved' || !row.untried || !begun) continue
    untold.push(...begun)
    open.delete(row.alertId)
  }
  return untold
}

/** What of an alert may go now: its first deliveries, as far as they are due. */
function trainsOf(waiting: readonly Waiting[], now: number): Waiting[][] {
  return [...groupBy(waiting, ({ alertId }) => alertId).values()].flatMap((rows) => {
    const end = rows.findIndex((row) => row.leased || row.dueAt > now)
    const train = end < 0 ? rows : rows.slice(0, end)
    return train.length > 0 ? [train] : []
  })
}

/** What was tried together is tried together again, so that it is the same message: all of it waits for one moment. */
function packRetries(trains: Waiting[][]): Packed[] {
  const byMoment = new Map<number, Waiting[]>()
  for (const train of trains) {
    const [head] = train as [Waiting, ...Waiting[]]
    const end = train.findIndex((row) => row.attempts === 0 || row.dueAt !== head.dueAt)
    const same = end < 0 ? train : train.slice(0, end)
    byMoment.set(head.dueAt, [...(byMoment.get(head.dueAt) ?? []), ...same])
  }
  return [...byMoment.entries()]
    .sort(([one], [other]) => one - other)
    .map(([, rows]) => ({ rows, group: rows.length > 1 }))
}

/** New deliveries: each a message while there is room, the worst first; what is beyond, and what is collected, is one together. */
function packNew(trains: Waiting[][], budget: number, most: number): Packed[] {
  const collected = trains.filter(([head]) => head!.digest)
  const single = trains.filter(([head]) => !head!.digest).sort(([one], [other]) => worstFirst(one!, other!))
  const fits = single.length + (collected.length > 0 ? 1 : 0) <= budget
  const flood = single.length > 2 * most
  const alone = fits ? single : flood ? [] : single.slice(0, budget - 1)
  const together = [...single.slice(alone.length), ...collected]
  const packed: Packed[] = alone.map(([head]) => ({ rows: [head!], group: false }))
  if (together.length === 1) packed.push({ rows: [together[0]![0]!], group: false })
  else if (together.length > 1) packed.push({ rows: together.flat(), group: true })
  return packed
}

/** The messages to send now, so that none of an alert goes before an earlier one, and no more go in a minute than may. */
export function packParcels(waiting: readonly Waiting[], { now, budget, most }: Bounds): Packed[] {
  if (budget <= 0) return []
  const trains = trainsOf(waiting, now)
  const fresh = trains.filter(([head]) => head!.attempts === 0)
  const retries = packRetries(trains.filter(([head]) => head!.attempts > 0))
  const kept = retries.length > 0 && fresh.length > 0 && budget > 1 ? 1 : 0
  const first = fresh.length > 0 ? packNew(fresh, budget - kept, most) : []
  return [...first, ...retries.slice(0, budget - first.length)]
}
