import 'server-only'
import type { Context } from '@/lib/context/context'
import { keepDeadLetters } from '@/lib/dead-letters/service/keep'
import { AppError } from '@/lib/errors/app-error'
import { getRuntime } from '@/lib/runtime/runtime'
import type { Bounds } from '../bounds'
import type { EventFormat, Receipt } from '../contract'
import type { Hints } from '../envelopes/envelope'
import { maskOf } from '../privacy'
import { signingSources, withSignedSources } from '../signed-sources'
import { type Form, limitsOf, type Sorted, sortMessages } from '../sort'
import { withinTables } from '../within-tables'
import type { Verdict } from '../writer'
import { countEvents } from './count'

const listed = 100
/** What makes an event bad by its size: `too_large` where it is the only one. */
const beyondLimits = new Set(['event_too_large', 'too_deep', 'too_many_keys'])

/**
 * With `strict` one bad event refuses the whole request, and nothing is stored. `format` forces how messages are read,
 * `hints` says what they do not say themselves. `alone`: a bad native event is the request's own fault (`invalid_input`).
 * `drafted`: the messages are what a reader made of others earlier. Without `letters` no dead letter is kept. `idSeed` names
 * the delivery, the same for each retry: it identifies events that their source gave neither an id nor a position; `idSeeds` name the delivery of each message by itself.
 * `bounds` are those of the sender beside its key's; with `lifted` somebody who may has them and signatures left aside.
 */
export type IngestOptions = {
  strict?: boolean
  alone?: boolean
  format?: EventFormat
  drafted?: boolean
  hints?: Omit<Hints, 'receivedAt'>
  letters?: boolean
  idSeed?: string
  idSeeds?: readonly (string | undefined)[]
  bounds?: Bounds
  lifted?: boolean
}

/** Reads messages, without the events that their sender may not send. */
async function sortAllowed({ config, now, actor }: Context, messages: unknown[], form: Form, bounds: Bounds | null) {
  const sorted = await withinTables(sortMessages(messages, form, limitsOf(config, now)), actor.tables)
  if (!bounds) return sorted
  return withSignedSources(await withinTables(sorted, bounds.tables), signingSources(config), bounds.signedFor)
}

function judge(sorted: Sorted, verdicts: Verdict[]) {
  let duplicates = 0
  verdicts.forEach((verdict, at) => {
    const index = sorted.places[at]!
    const { id } = sorted.events[at]!
    if (verdict.kind === 'refused') {
      const { code, message } = verdict
      sorted.errors.push({ index, id, code, message, ...sorted.origins[at]! })
    }
    if (verdict.kind !== 'duplicate') return
    duplicates += 1
    if (!verdict.differs) return
    const message = 'this id was sent before with another payload; the first stands'
    sorted.warnings.push({ index, id, code: 'duplicate_differs', message })
  })
  return duplicates
}

/**
 * Takes row changes in any of the formats through the writer: resolves after the commit with a receipt.
 * Bad events are listed and kept as dead letters, the others stored. One message may hold several events or none. Throws `unavailable` when the server cannot take more: nothing was stored.
 */
export async function ingestEvents(
  context: Context,
  messages: unknown[],
  options: IngestOptions = {},
): Promise<Receipt> {
  const { strict = false, alone = false, format, drafted, hints, letters = !strict, idSeed, idSeeds } = options
  const { bounds = {}, lifted = false } = options
  const { config, now, actor } = context
  const form = {
    format,
    drafted,
    idSeed,
    idSeeds,
    hints: { ...hints, receivedAt: now.toISOString() },
    mask: maskOf(config),
  }
  const sorted = await sortAllowed(context, messages, form, lifted ? null : bounds)
  if (strict && sorted.errors.length > 0) {
    const issues = sorted.errors
      .slice(0, listed)
      .map(({ index, code, message }) => ({ path: `${index}`, code, message }))
    throw new AppError(
      'invalid_input',
      `${sorted.errors.length} of ${sorted.received} events are bad; nothing was stored`,
      { issues },
    )
  }
  const verdicts = await getRuntime().writer.submit(sorted.events)
  const duplicates = judge(sorted, verdicts)
  const rejected = sorted.errors.length
  const { received, ignored } = sorted
  const accepted = received - duplicates - rejected - ignored
  countEvents({ received, accepted, duplicates, ignored }, sorted.errors)
  getRuntime().heard.note(sorted, verdicts, hints?.source)
  if (letters && rejected > 0)
    await keepDeadLetters(context, {
      messages,
      errors: sorted.errors,
      places: sorted.places,
      hints,
      bounds: { ...bounds, ...(actor.tables ? { tables: actor.tables } : {}) },
    })
  const [problem] = sorted.errors
  if (alone && problem && !sorted.foreign) {
    const { code, message } = problem
    const issues = [{ path: '', code, message }]
    throw new AppError(beyondLimits.has(code) ? 'too_large' : 'invalid_input', `${code}: ${message}`, { issues })
  }
  return {
    status: 'accepted',
    received,
    accepted,
    duplicates,
    ignored,
    rejected,
    errors: sorted.errors
      .sort((a, b) => a.index - b.index)
      .slice(0, listed)
      .map(({ index, id, code, message }) => ({ index, id, code, message })),
    warnings: sorted.warnings.sort((a, b) => a.index - b.index).slice(0, listed),
  }
}
