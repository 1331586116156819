const hourMs = 3_600_000
const dayMs = 86_400_000

type Size = { bytes: number; rows: number }

/**
 * Bytes a day of a table that gets a row for each event: what a row takes, times the events of a day. `recent` events
 * came in the last day, of which the data covers `coveredMs`; null where that is less than an hour.
 */
export function growthByEvents({ bytes, rows }: Size, recent: number, coveredMs: number): number | null {
  if (coveredMs < hourMs || rows === 0) return null
  return (bytes / rows) * recent * (dayMs / Math.min(coveredMs, dayMs))
}

type Span = { startsAt: number | null; endsAt: number | null; bytes: number }

/** Bytes a day of a table that is partitioned by the time of its data, from the partition of now; data begins at `earliest`. */
export function growthByTime(partitions: readonly Span[], earliest: number, now: number): number | null {
  const current = partitions.find(({ startsAt, endsAt }) => (startsAt ?? now + 1) <= now && now < (endsAt ?? 0))
  if (!current) return null
  const coveredMs = now - Math.max(current.startsAt ?? now, earliest)
  return coveredMs < hourMs ? null : current.bytes * (dayMs / coveredMs)
}
