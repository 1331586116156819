import 'server-only'
import type { Context } from '@/lib/context/context'
import { type Params, templateOf } from '@/lib/http/address'
import { auditAction } from '../audit-action'
import { recordDeed } from './audit'
import { addressOf } from './limits'

type Done = { request: Request; place: Params; body: unknown; done: unknown; requestId: string }

const textOf = (said: unknown, ...names: string[]): string | null => {
  const found = names.map((name) => (said as Record<string, unknown> | null)?.[name])
  return (found.find((value) => typeof value === 'string') as string | undefined) ?? null
}

/** Writes down what a request changed, before it is answered; that it could not be written is no reason to call the change failed. */
export async function noteDeed(context: Context, { request, place, body, done, requestId }: Done): Promise<void> {
  const route = templateOf(new URL(request.url).pathname, place)
  const named = Object.values(place).map(String).join('/')
  const deed = {
    action: auditAction(request.method, route),
    target: named || textOf(done, 'id'),
    targetName: textOf(done, 'name', 'title', 'email') ?? textOf(body, 'name', 'title', 'email'),
    sent: body,
  }
  const { db, actor, now, log } = context
  await recordDeed(db, actor, now, deed, { address: addressOf(request.headers), requestId }).catch((error) =>
    log.error({ err: error, action: deed.action }, 'what was done is not in the audit log'),
  )
}
