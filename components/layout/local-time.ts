import { tzOffset } from '@date-fns/tz/tzOffset'

const minute = 60_000

/** An instant as the value of an `<input type="datetime-local">` for a reader in `timeZone`. */
export function toLocalInput(at: number, timeZone: string): string {
  return new Date(at + tzOffset(timeZone, new Date(at)) * minute).toISOString().slice(0, 16)
}

/** The instant that such a value means in `timeZone`; null where it is empty or no time. */
export function fromLocalInput(text: string, timeZone: string): number | null {
  const wall = Date.parse(`${text}Z`)
  if (Number.isNaN(wall)) return null
  const guess = wall - tzOffset(timeZone, new Date(wall)) * minute
  return wall - tzOffset(timeZone, new Date(guess)) * minute
}
