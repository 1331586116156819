/** A position in PostgreSQL's log, from its text such as `16/B374D848`; null where it is none. */
export function parseLsn(text: string): bigint | null {
  const match = /^([0-9a-f]{1,8})\/([0-9a-f]{1,8})$/i.exec(text)
  return match ? (BigInt(`0x${match[1]}`) << 32n) | BigInt(`0x${match[2]}`) : null
}

/** The text of a position, the same for every version of PostgreSQL: `16/B374D848`, `0/0000A0F0`. */
export function formatLsn(lsn: bigint): string {
  const low = (lsn & 0xffff_ffffn).toString(16).padStart(8, '0')
  return `${(lsn >> 32n).toString(16)}/${low}`.toUpperCase()
}
