import 'server-only'
import type { Context } from '@/lib/context/context'
import { figures } from '@/lib/runtime/figures'
import { findRuntime } from '@/lib/runtime/runtime'
import type { Told } from '../answers-at-hand'
import type { MetricRecord } from '../store/read'

type Question = Readonly<Record<string, unknown>>
/** Says which metric an answer is told from. */
type Teller<T> = (metric: MetricRecord, answer: Promise<T>) => Promise<T>

/** What an answer is found by; null where it may be another one at each moment, as it goes on to now. */
const nameOf = ({ now }: Context, question: Question): string | null =>
  typeof question.to === 'string' && Date.parse(question.to) <= now.getTime() ? JSON.stringify(question) : null

/** Whether the answer to a question is at hand. */
export function isAtHand(context: Context, question: Question): boolean {
  const name = nameOf(context, question)
  return name !== null && findRuntime()?.atHand?.find(name) !== undefined
}

/** The answer that was told to the same question a moment ago, where it still holds, else what `tell` tells now. */
export async function repeatOrTell<T extends Told>(
  context: Context,
  question: Question,
  tell: (told: Teller<T>) => Promise<T>,
): Promise<T> {
  const atHand = findRuntime()?.atHand
  const name = atHand ? nameOf(context, question) : null
  if (!atHand || name === null) return tell((_, answer) => answer)
  const found = atHand.find(name)
  if (found) {
    figures.answers.repeated += 1
    return found as T
  }
  const { state } = atHand
  let told: MetricRecord | undefined
  const value = await tell((metric, answer) => {
    told = metric
    return answer
  })
  if (told) atHand.keep(name, told, value, state)
  return value
}
