/** Which table: empty parts are those that its source does not have, or that nobody says. */
export type Place = { source: string; database: string; schema: string; table: string }

/** An empty part of the place of a table is written `-` in an address. */
export const emptyPart = '-'

export const placeKey = ({ source, database, schema, table }: Place) => [source, database, schema, table].join('\0')

const hex = /^([0-9a-f]{1,8})\/([0-9a-f]{1,8})$/i
const file = /^(.*?)\.?(\d+)$/

const whole = (value: unknown) => {
  const text = typeof value === 'object' && value !== null ? String(value) : value
  return (typeof text === 'string' || typeof text === 'number') && /^\d{1,30}$/.test(String(text))
    ? BigInt(String(text))
    : null
}

/** The place of an event in the log of its source as a number, to tell events of one moment apart; undefined where it says none. */
export function orderOf(position: unknown): string | undefined {
  if (typeof position !== 'object' || position === null) return undefined
  const { lsn, file: name, pos, position: offset } = position as Record<string, unknown>
  const lsnText = typeof lsn === 'string' ? hex.exec(lsn) : null
  if (lsnText) return ((BigInt(`0x${lsnText[1]}`) << 32n) + BigInt(`0x${lsnText[2]}`)).toString()
  const plain = whole(lsn)
  if (plain !== null) return plain.toString()
  const at = whole(pos ?? offset)
  const number = typeof name === 'string' ? file.exec(name)?.[2] : undefined
  return at !== null && number !== undefined ? ((BigInt(number) << 64n) + at).toString() : undefined
}
