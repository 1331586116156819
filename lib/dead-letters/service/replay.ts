import 'server-only'
import type { Context } from '@/lib/context/context'
import { type Bounds, beyondBounds } from '@/lib/events/bounds'
import type { EventFormat } from '@/lib/events/contract'
import { parseJson } from '@/lib/events/parse'
import { ingestEvents } from '@/lib/events/service/ingest'
import { getRuntime } from '@/lib/runtime/runtime'
import { isWithin } from '../allowed'
import type { ReplayBody, ReplayResult } from '../contract'
import { findLetterRows, listWaitingRows, markRefused, markReplayed, type WholeLetterRow } from '../store'

/** Messages that are ingested together; a receipt lists as many errors. */
const together = 100
/** What one request replays of all that wait. */
const mostOfAll = 10_000

export type Replayable = Pick<WholeLetterRow, 'id' | 'hints' | 'drafted'> & {
  format?: EventFormat
  message: unknown
  lifted?: boolean
}
type Result = Omit<ReplayResult, 'more'>

export const nothing = (): Result => ({
  replayed: 0,
  failed: 0,
  skipped: 0,
  accepted: 0,
  duplicates: 0,
  ignored: 0,
  rejected: 0,
  errors: [],
})

/** Sends letters of one form through ingestion again and notes of each what became of it. */
export async function replayTogether(context: Context, letters: Replayable[], result: Result): Promise<void> {
  const { format, drafted, hints: kept, lifted } = letters[0]!
  const { bounds, ...hints } = kept as { bounds?: Bounds }
  const messages = letters.map(({ message }) => message)
  const receipt = await ingestEvents(context, messages, { letters: false, format, drafted, hints, bounds, lifted })
  const reasons = new Map([...receipt.errors].reverse().map((error) => [error.index, error]))
  if (receipt.rejected > receipt.errors.length && letters.length > 1) {
    const half = letters.length >> 1
    await replayTogether(context, letters.slice(0, half), result)
    return replayTogether(context, letters.slice(half), result)
  }
  const sql = context.db.$client
  const refused = letters.flatMap(({ id }, index) => {
    const reason = reasons.get(index)
    return reason ? [{ id, code: reason.code, message: reason.message }] : []
  })
  const passed = letters.filter((_, index) => !reasons.has(index)).map(({ id }) => id)
  await markReplayed(sql, passed, context.now)
  await markRefused(sql, refused)
  result.replayed += passed.length
  result.failed += refused.length
  result.errors.push(...refused.slice(0, together - result.errors.length))
  for (const figure of ['accepted', 'duplicates', 'ignored', 'rejected'] as const) result[figure] += receipt[figure]
}

async function replayRows(context: Context, rows: WholeLetterRow[], result: Result) {
  const forms = new Map<string, Replayable[]>()
  for (const { id, format, drafted, hints, payload, cut, code } of rows) {
    if (beyondBounds.includes(code) && result.errors.length < together) {
      const message = 'skipped: its sender may not send it; somebody who may change things replays it by itself'
      result.errors.push({ id, code, message })
    }
    if (cut || beyondBounds.includes(code)) {
      result.skipped += 1
      continue
    }
    const form = JSON.stringify([format, drafted, hints])
    forms.set(form, [...(forms.get(form) ?? []), { id, format, drafted, hints, message: parseJson(payload) }])
  }
  for (const letters of forms.values()) {
    for (let start = 0; start < letters.length; start += together) {
      await replayTogether(context, letters.slice(start, start + together), result)
    }
  }
}

async function replayWaiting(context: Context, filter: { code?: string; table?: string; source?: string; q?: string }) {
  const result = nothing()
  let after: { receivedAt: string; id: string } | null = null
  for (let taken = 0; taken < mostOfAll; taken += together) {
    const rows: WholeLetterRow[] = await listWaitingRows(context.db.$client, filter, { after, limit: together })
    await replayRows(
      context,
      rows.filter((row) => isWithin(row, context.actor.tables)),
      result,
    )
    const last = rows.at(-1)
    if (!last || rows.length < together) return { ...result, more: false }
    after = { receivedAt: last.receivedAt, id: last.id }
  }
  return { ...result, more: true }
}

export const announce = () => getRuntime().live.publish({ topics: ['dead-letters'] })

/**
 * Sends dead letters through ingestion again. An event that has been stored meanwhile is a duplicate, so replaying twice
 * counts once. Throws `unavailable` as ingestion does; what was replayed before then is noted.
 */
export async function replayDeadLetters(context: Context, body: ReplayBody): Promise<ReplayResult> {
  try {
    if ('all' in body) return await replayWaiting(context, body.filter)
    const result = nothing()
    const ids = [...new Set(body.ids)]
    const found = await findLetterRows(context.db.$client, ids)
    const rows = found.filter((row) => isWithin(row, context.actor.tables))
    result.skipped = ids.length - rows.length
    await replayRows(context, rows, result)
    return { ...result, more: false }
  } finally {
    announce()
  }
}
