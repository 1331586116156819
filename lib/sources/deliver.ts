import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Receipt } from '@/lib/events/contract'
import { backOff } from './back-off'

/** The door into ingestion: takes events in the native form, answers after the commit. */
export type Ingest = (context: Context, events: unknown[]) => Promise<Receipt>

const passing = (error: unknown) =>
  error instanceof AppError && (error.code === 'unavailable' || error.code === 'rate_limited')

/**
 * Hands one batch in, the same one again for as long as DataWatch cannot take it. Events that are refused for good are
 * logged and left. Throws what no waiting mends, and when `signal` ends the waiting.
 */
export async function deliver(
  parts: { makeContext(): Context; ingest: Ingest; source: string; signal: AbortSignal },
  events: unknown[],
): Promise<void> {
  const { makeContext, ingest, source, signal } = parts
  for (let attempt = 0; ; attempt += 1) {
    const context = makeContext()
    try {
      const { rejected, errors } = await ingest(context, events)
      if (rejected > 0) {
        const reasons = errors.slice(0, 5).map(({ id, code, message }) => ({ id, code, message }))
        context.log.warn({ source, rejected, reasons }, 'changes of a followed database were refused')
      }
      if (attempt > 0) context.log.info({ source, tries: attempt + 1 }, 'ingestion takes changes again')
      return
    } catch (error) {
      if (!passing(error)) throw error
      signal.throwIfAborted()
      if (attempt === 0)
        context.log.warn({ source, reason: (error as Error).message }, 'ingestion takes no changes, waiting')
      await pause(backOff(attempt, 100, 5000), undefined, { signal })
    }
  }
}
