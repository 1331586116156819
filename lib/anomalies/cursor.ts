/** Where a page of anomalies ended: what its last was sorted by (start in milliseconds, or score), and its id. */
export type Place = { key: number; id: string }

const pattern = /^(\d{1,15}(?:\.\d{1,20})?(?:e-\d{1,3})?)~([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/
const latestMs = 8.64e15

export const formatCursor = ({ key, id }: Place) => Buffer.from(`${key}~${id}`).toString('base64url')

/** The place that a cursor stands for; null where it is none of ours. */
export function parseCursor(cursor: string): Place | null {
  const match = pattern.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!match?.[1] || !match[2]) return null
  const key = Number(match[1])
  return key > latestMs ? null : { key, id: match[2] }
}
