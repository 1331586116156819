import type { EventFormat } from '../contract'
import type { Image } from '../native'
import { airbyte } from './airbyte'
import { canal } from './canal'
import { cockroachdb } from './cockroachdb'
import { dms } from './dms'
import type { Envelope, Hints, Outcome } from './envelope'
import { estuary } from './estuary'
import { hasura } from './hasura'
import { maxwell } from './maxwell'
import { native } from './native'
import { peerdb } from './peerdb'
import { sequin } from './sequin'
import { supabase } from './supabase'
import { wal2json } from './wal2json'

/** In the order in which they are tried: the more telling shapes first. */
const envelopes: Envelope[] = [
  cockroachdb,
  canal,
  maxwell,
  supabase,
  wal2json,
  dms,
  sequin,
  hasura,
  airbyte,
  peerdb,
  estuary,
  native,
]

const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Finds a message's format by its shape (or takes `forced`) and reads it; what no format claims is judged as native. */
export function readMessage(
  message: unknown,
  hints: Hints,
  forced?: EventFormat,
): { format: EventFormat; outcomes: Outcome[] } {
  if (!isObject(message)) {
    const outcome: Outcome = { kind: 'refused', code: 'not_an_object', message: 'an event must be a JSON object' }
    return { format: forced ?? 'native', outcomes: [outcome] }
  }
  const envelope = envelopes.find((one) => (forced ? one.format === forced : one.matches(message))) ?? native
  return { format: envelope.format, outcomes: envelope.read(message, hints) }
}
