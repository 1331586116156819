import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Receipt } from '@/lib/events/contract'
import type { IngestOptions } from '@/lib/events/service/ingest'
import { inSpan } from '@/lib/telemetry/tracing'
import { backOff } from './back-off'

/** How what is handed in is to be read, where it is not in the native form. */
export type Reading = Pick<IngestOptions, 'format' | 'hints' | 'idSeeds'>

/** The door into ingestion: takes events in the native form, answers after the commit. */
export type Ingest = (context: Context, events: unknown[], reading?: Reading) => Promise<Receipt>

const passing = (error: unknown) =>
  error instanceof AppError && (error.code === 'unavailable' || error.code === 'rate_limited')

type Parts = { makeContext(): Context; ingest: Ingest; source: string; signal: AbortSignal }

/**
 * Hands one batch in, the same one again for as long as DataWatch cannot take it. Events that are refused for good are
 * logged and left, and named in the receipt. Throws what no waiting mends, and when `signal` ends the waiting.
 */
export const deliver = (parts: Parts, events: unknown[], reading?: Reading): Promise<Receipt> =>
  inSpan(
    'source batch',
    () => handIn(parts, events, reading),
    () => ({ alone: true, attributes: { 'datawatch.source': parts.source, 'datawatch.events': events.length } }),
  )

async function handIn(parts: Parts, events: unknown[], reading?: Reading): Promise<Receipt> {
  const { makeContext, ingest, source, signal } = parts
  for (let attempt = 0; ; attempt += 1) {
    const context = makeContext()
    try {
      const receipt = await ingest(context, events, reading)
      const { rejected, errors } = receipt
      if (rejected > 0) {
        const reasons = errors.slice(0, 5).map(({ id, code, message }) => ({ id, code, message }))
        context.log.warn({ source, rejected, reasons }, 'changes of a source were refused')
      }
      if (attempt > 0) context.log.info({ source, tries: attempt + 1 }, 'ingestion takes changes again')
      return receipt
    } catch (error) {
      if (!passing(error)) throw error
      signal.throwIfAborted()
      if (attempt === 0)
        context.log.warn({ source, reason: (error as Error).message }, 'ingestion takes no changes, waiting')
      await pause(backOff(attempt, 100, 5000), undefined, { signal })
    }
  }
}
