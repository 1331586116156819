import 'server-only'
import type { Context } from '@/lib/context/context'
import { getRuntime } from '@/lib/runtime/runtime'
import type { DeadLetterFilter } from '../contract'
import { removeLetters } from '../store'
import { requireLetter } from './read'

const announce = () => getRuntime().live.publish({ topics: ['dead-letters'] })

/** Removes one dead letter. Throws `not_found`. */
export async function removeDeadLetter(context: Context, id: string): Promise<{ removed: number }> {
  await requireLetter(context, id)
  const removed = await removeLetters(context.db.$client, { id })
  announce()
  return { removed }
}

/** Removes all dead letters that pass the filter. */
export async function removeDeadLetters({ db }: Context, filter: DeadLetterFilter): Promise<{ removed: number }> {
  const removed = await removeLetters(db.$client, { filter })
  announce()
  return { removed }
}
