export const incidentKinds = ['payment failures', 'order spike', 'orders stop', 'amounts tenfold'] as const
export type IncidentKind = (typeof incidentKinds)[number]

/** Something that goes wrong in the shop from one time to another (milliseconds, the end not included). */
export type Incident = { kind: IncidentKind; from: number; to: number }

/** What an incident does: factors on the number and the amount of orders, and the share of payments that fail. */
export type Effect = { orders: number; amount: number; failing: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const usual: Effect = { orders: 1, amount: 1, failing: 0.03 }
const effects: Record<IncidentKind, Partial<Effect>> = {
  'payment failures': { failing: 0.6 },
  'order spike': { orders: 5 },
  'orders stop': { orders: 0 },
  'amounts tenfold': { amount: 10 },
}

const planted: [kind: IncidentKind, hoursBefore: number, minutes: number][] = [
  ['order spike', 287, 90],
  ['payment failures', 239, 120],
  ['orders stop', 174, 60],
  ['amounts tenfold', 124, 60],
  ['payment failures', 77, 90],
  ['order spike', 44, 60],
  ['orders stop', 19, 60],
  ['payment failures', 4, 60],
]

/** The incidents of a history that ends at `end`: on different days, one in the last 24 hours, one over for some hours. */
export const pastIncidents = (end: number): Incident[] =>
  planted.map(([kind, hoursBefore, minutes]) => {
    const from = Math.floor((end - hoursBefore * hourMs) / hourMs) * hourMs
    return { kind, from, to: from + minutes * minuteMs }
  })

const firstAfterMs = 8 * minuteMs
const everyMs = 25 * minuteMs
const lengthMs = 5 * minuteMs

/** The incident under way at `at` in a shop that has been live since `since`: one every 25 minutes, each kind in turn. */
export function liveIncident(since: number, at: number): Incident | null {
  const number = Math.floor((at - since - firstAfterMs) / everyMs)
  if (number < 0) return null
  const from = since + firstAfterMs + number * everyMs
  const kind = incidentKinds[number % incidentKinds.length]!
  return at < from + lengthMs ? { kind, from, to: from + lengthMs } : null
}

export const effectOf = (incident: Incident | null | undefined): Effect =>
  incident ? { ...usual, ...effects[incident.kind] } : usual

export const incidentAt = (incidents: readonly Incident[], at: number) =>
  incidents.find(({ from, to }) => at >= from && at < to) ?? null
