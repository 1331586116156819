import { isLosslessNumber } from 'lossless-json'
import type { Bounds } from '@/lib/events/bounds'
import type { Mask } from '@/lib/events/mask'
import type { Refused } from '@/lib/events/sort'
import { pruneMessage, writePayload } from './redact'

type Image = Record<string, unknown>

/** A dead letter as it is kept. `hints` is what the request said beside its messages, and the `bounds` of its sender where it has some. */
export type Letter = {
  source: string
  table: string
  format: Refused['format']
  hints: Image
  place: number
  eventId: string | null
  code: string
  message: string
  payload: string
  drafted: boolean
  cut: boolean
}

/** `read` holds the places of messages of which some event was read. */
type About = { hints: Image; bounds?: Bounds; read: ReadonlySet<number>; mask: Mask }

const longestReason = 1000
const longestName = 255
const rows = ['before', 'after', 'key', 'metadata']

const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value)
const storable = (text: string) => text.replaceAll('\0', '\uFFFD')
const firstText = (...values: unknown[]) =>
  storable((values.find((value) => typeof value === 'string' && value !== '') as string | undefined) ?? '').slice(
    0,
    longestName,
  )

/** The id stays what ingestion makes it: a sender's own as it is; one that tells what is masked is sealed. */
function idOf(kept: Image, masked: Image, foreign: boolean, mask: Mask): unknown {
  const tells = foreign && rows.some((name) => kept[name] !== masked[name])
  return tells && typeof kept.id === 'string' ? mask.seal(kept.id) : kept.id
}

/**
 * What is kept of a refused event: of one that came in a connector's envelope what its reader made of it, whose id stays the
 * same whatever is masked; else the whole message. All of it is masked.
 */
export function writeLetter(sent: unknown, refused: Refused, { hints, bounds, read, mask }: About): Letter {
  const { index, id, code, message: reason, format, draft } = refused
  const foreign = format !== 'native'
  const drafted = foreign && draft !== undefined
  const { message: kept, cut } = pruneMessage(drafted ? draft : sent)
  const own = isObject(kept) ? kept : {}
  const table = { schema: firstText(own.schema, hints.schema), table: firstText(own.table, hints.table) }
  const masked = mask.message(kept, table, isObject(own.key) ? own.key : null)
  const event = isObject(masked) && 'id' in own ? { ...masked, id: idOf(own, masked, drafted, mask) } : masked
  const { payload, cut: cutOff } = writePayload(event)
  const eventId = drafted && isObject(event) && typeof event.id === 'string' ? event.id : id
  return {
    source: firstText(own.source, hints.source),
    table: table.table,
    format,
    hints: bounds?.tables || bounds?.signedFor ? { ...hints, bounds } : hints,
    place: index,
    code,
    eventId: eventId === null ? null : storable(eventId).slice(0, longestName),
    message: storable(String(mask.message(reason, table, null))).slice(0, longestReason),
    payload,
    drafted,
    cut: cut || cutOff || (foreign && !drafted && read.has(index)),
  }
}
