import 'server-only'
import type { Context } from '@/lib/context/context'
import { figures } from '@/lib/runtime/figures'
import { findRuntime } from '@/lib/runtime/runtime'
import { answerStamp, questionName, quietTables } from '../answer-stamp'
import { closeQuietTables } from '../store/closed'
import type { MetricRecord } from '../store/read'

/** A question whose answer may be kept: it ends at `to`, in milliseconds, which is over. */
export type Keeping = { name: string; to: number }
type Kept = { stamp: string; text: string } | null

const closeEveryMs = 10_000
/** A little longer than tables take to close by themselves. */
const overMs = 360_000
const closedAt = new Map<string, number>()

const answersNow = () => findRuntime()?.answers

/** Whether answers are kept at all just now: not of what lies in an engine of its own, of which no stamp tells. */
export const isKeeping = () => (!findRuntime()?.engine && answersNow()?.available) ?? false

/** What a question is kept under; null where its answer may not be kept: it goes on to now, or nothing is kept. */
export function keepingOf({ now }: Context, question: Readonly<Record<string, unknown>>): Keeping | null {
  if (typeof question.to !== 'string' || !isKeeping()) return null
  const to = Date.parse(question.to)
  return to <= now.getTime() ? { name: questionName(question), to } : null
}

export const findKept = async ({ name }: Keeping): Promise<Kept> => (await answersNow()?.find(name)) ?? null

export const countTold = () => {
  figures.answers.told += 1
}

/** The answer that is kept, where what it was told from is what `metrics` are now. */
export function openKept<T>({ to }: Keeping, kept: Kept, metrics: readonly MetricRecord[], beside?: unknown) {
  const stamp = answerStamp(metrics, to, beside)
  const holds = kept !== null && stamp === kept.stamp
  figures.answers[holds ? 'found' : 'told'] += 1
  return holds ? { value: JSON.parse(kept.text) as T } : null
}

/** Keeps an answer that was told after `metrics` had been looked up, and has tables closed to which nothing comes. */
export function keepAnswer(
  { db, now, log }: Context,
  keeping: Keeping,
  metrics: readonly MetricRecord[],
  answer: unknown,
  beside?: unknown,
) {
  const { name, to } = keeping
  const stamp = answerStamp(metrics, to, beside)
  if (stamp !== null) answersNow()?.keep(name, stamp, answer)
  if (stamp !== null || to > now.getTime() - overMs) return
  const due = quietTables(metrics, to).filter((table) => now.getTime() - (closedAt.get(table) ?? 0) > closeEveryMs)
  if (due.length === 0) return
  if (closedAt.size > 10_000) closedAt.clear()
  for (const table of due) closedAt.set(table, now.getTime())
  closeQuietTables(db.$client, due).catch((error) => log.debug({ err: error }, 'quiet tables were not closed'))
}

/** The answer to a question about metrics that were looked up before: the one that is kept, or what `tell` tells now. */
export async function answerKept<T>(
  context: Context,
  question: Readonly<Record<string, unknown>>,
  { metrics, beside }: { metrics: readonly MetricRecord[]; beside: unknown },
  tell: () => Promise<T>,
): Promise<T> {
  const keeping = keepingOf(context, question)
  if (!keeping) return tell()
  const found = openKept<T>(keeping, await findKept(keeping), metrics, beside)
  if (found) return found.value
  const value = await tell()
  keepAnswer(context, keeping, metrics, value, beside)
  return value
}
