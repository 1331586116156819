/** Where a page of anomalies ended: start and id of its last. */
type Place = { startedAt: Date; id: string }

const pattern = /^(\d{1,15})\.([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/

export const formatCursor = ({ startedAt, id }: Place) =>
  Buffer.from(`${startedAt.getTime()}.${id}`).toString('base64url')

/** The place that a cursor stands for; null where it is none of ours. */
export function parseCursor(cursor: string): Place | null {
  const match = pattern.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!match?.[1] || !match[2]) return null
  const startedAt = new Date(Number(match[1]))
  return Number.isNaN(startedAt.getTime()) ? null : { startedAt, id: match[2] }
}
