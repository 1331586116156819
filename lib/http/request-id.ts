import { uuidv7 } from 'uuidv7'
import type { HeaderReader } from './header-reader'

const header = 'x-request-id'
const valid = /^[\w.:@+/=-]{1,128}$/

/** The sender's own X-Request-Id where it is one, else a new UUIDv7. */
export function readRequestId(given: string | null | undefined): string {
  return given && valid.test(given) ? given : uuidv7()
}

export const requestIdOf = (headers: HeaderReader) => readRequestId(headers.get(header))
