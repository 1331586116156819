import 'server-only'
import { may } from '@/lib/access/permissions'
import type { Actor, Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { type Bounds, beyondBounds } from '@/lib/events/bounds'
import { parseJson } from '@/lib/events/parse'
import { boundTo } from '../allowed'
import type { ReplayOneBody, ReplayResult } from '../contract'
import type { WholeLetterRow } from '../store'
import { requireLetter } from './read'
import { announce, nothing, type Replayable, replayTogether } from './replay'

function readPayload(payload: string): unknown {
  try {
    return parseJson(payload)
  } catch (error) {
    const message = `payload is not JSON: ${(error as Error).message}`
    throw new AppError('invalid_input', message, { issues: [{ path: 'payload', code: 'not_json', message }] })
  }
}

/** Whether a message is in the form of the API, in which readers write too. */
const isDraft = (message: unknown) =>
  typeof message === 'object' && message !== null && 'type' in message && 'timestamp' in message

const mayChange = (actor: Actor) => may(actor, 'write') && !actor.tables

/** Whether the bounds of its sender are lifted for a letter: by somebody who may change things, none other replays it. */
function liftsBounds({ actor }: Context, { code }: WholeLetterRow): boolean {
  if (!beyondBounds.includes(code)) return false
  if (mayChange(actor)) return true
  throw new AppError(
    'forbidden',
    `This dead letter was refused with ${code}: an editor may replay it, or an API key with the scope admin`,
  )
}

/** What is sent in the place of a letter nobody has signed: it stands for what was only where an editor mends it. */
const edit = ({ actor }: Context, letter: WholeLetterRow, message: unknown): Replayable => {
  const { bounds, ...said } = letter.hints as { bounds?: Bounds }
  const unsigned = bounds?.tables ? { ...said, bounds: { tables: bounds.tables } } : said
  const hints = mayChange(actor) ? letter.hints : unsigned
  return { ...letter, hints, message, ...(isDraft(message) ? {} : { format: undefined, drafted: false }) }
}

/**
 * Replays one dead letter, with another payload if one is given. Throws `not_found`, `conflict` where it is cut, and
 * `forbidden` where its sender might not send it and the caller may not lift that.
 */
export async function replayDeadLetter(
  context: Context,
  id: string,
  { payload }: ReplayOneBody,
): Promise<ReplayResult> {
  const letter = await requireLetter(context, id)
  const lifted = liftsBounds(context, letter)
  if (letter.cut && payload === undefined) {
    throw new AppError(
      'conflict',
      'This dead letter was not kept whole, or other events of its message are stored; send the payload to replay',
    )
  }
  const result = nothing()
  const actor = { ...context.actor, tables: context.actor.tables && boundTo(letter, context.actor.tables) }
  try {
    const message = readPayload(payload ?? letter.payload)
    const sent = payload === undefined ? { ...letter, message } : edit(context, letter, message)
    await replayTogether({ ...context, actor }, [{ ...sent, lifted }], result)
    return { ...result, more: false }
  } finally {
    announce()
  }
}
