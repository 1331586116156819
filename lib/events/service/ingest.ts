import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { getRuntime } from '@/lib/runtime/runtime'
import type { EventIssue, Receipt } from '../contract'
import { type EventLimits, readNative } from '../native'
import { type PreparedEvent, prepareEvent } from '../prepare'
import type { Verdict } from '../writer'

const dayMs = 86_400_000
const listed = 100

/** With `strict` one bad event refuses the whole request, and nothing is stored. */
export type IngestOptions = { strict?: boolean }

type Sorted = {
  events: PreparedEvent[]
  places: number[]
  errors: EventIssue[]
  warnings: EventIssue[]
  ignored: number
}

function sortMessages(messages: unknown[], limits: EventLimits & { maxEventBytes: number }): Sorted {
  const sorted: Sorted = { events: [], places: [], errors: [], warnings: [], ignored: 0 }
  messages.forEach((message, index) => {
    const reading = readNative(message, limits)
    if (reading.kind === 'ignored') {
      sorted.ignored += 1
      return
    }
    if (reading.kind === 'refused') {
      const { id, code, message: reason } = reading
      sorted.errors.push({ index, id, code, message: reason })
      return
    }
    const event = prepareEvent(reading.event)
    const { id, bytes } = event
    if (bytes > limits.maxEventBytes) {
      const message = `the event has about ${bytes} bytes; at most ${limits.maxEventBytes} are taken`
      sorted.errors.push({ index, id, code: 'event_too_large', message })
      return
    }
    if (event.repaired) {
      const message = 'characters that cannot be stored were replaced by U+FFFD'
      sorted.warnings.push({ index, id, code: 'text_repaired', message })
    }
    sorted.events.push(event)
    sorted.places.push(index)
  })
  return sorted
}

function judge(sorted: Sorted, verdicts: Verdict[]) {
  let duplicates = 0
  verdicts.forEach((verdict, at) => {
    const index = sorted.places[at]!
    const { id } = sorted.events[at]!
    if (verdict.kind === 'refused') sorted.errors.push({ index, id, code: verdict.code, message: verdict.message })
    if (verdict.kind !== 'duplicate') return
    duplicates += 1
    if (!verdict.differs) return
    const message = 'this id was sent before with another payload; the first stands'
    sorted.warnings.push({ index, id, code: 'duplicate_differs', message })
  })
  return duplicates
}

/**
 * Takes row changes in the native form through the writer: resolves after the commit with a receipt.
 * Bad events are listed, the others stored. Throws `unavailable` when the server cannot take more: nothing was stored.
 */
export async function ingestEvents(
  { config, now }: Context,
  messages: unknown[],
  { strict = false }: IngestOptions = {},
): Promise<Receipt> {
  const { max_id_length, max_depth, max_keys, max_event_bytes } = config.ingest
  const sorted = sortMessages(messages, {
    maxIdLength: max_id_length,
    maxDepth: max_depth,
    maxKeys: max_keys,
    maxEventBytes: max_event_bytes,
    latestAt: now.getTime() + dayMs,
  })
  if (strict && sorted.errors.length > 0) {
    const issues = sorted.errors
      .slice(0, listed)
      .map(({ index, code, message }) => ({ path: `${index}`, code, message }))
    throw new AppError(
      'invalid_input',
      `${sorted.errors.length} of ${messages.length} events are bad; nothing was stored`,
      { issues },
    )
  }
  const verdicts = await getRuntime().writer.submit(sorted.events)
  const duplicates = judge(sorted, verdicts)
  const rejected = sorted.errors.length
  return {
    status: 'accepted',
    received: messages.length,
    accepted: messages.length - duplicates - rejected - sorted.ignored,
    duplicates,
    ignored: sorted.ignored,
    rejected,
    errors: sorted.errors.sort((a, b) => a.index - b.index).slice(0, listed),
    warnings: sorted.warnings.sort((a, b) => a.index - b.index).slice(0, listed),
  }
}
