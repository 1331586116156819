import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Chunks } from '@/lib/http/body'
import { readOverrides } from '@/lib/metrics/override'
import { getRuntime } from '@/lib/runtime/runtime'
import { inspectMessages } from '../inspect'
import type { Inspection, InspectQuery } from '../inspect-contract'
import { trialMaskOf } from '../privacy'
import { limitsOf } from '../sort'
import { readMessages } from './receive'

async function* nothing(): AsyncGenerator<Uint8Array> {}

/**
 * Says what `POST /events/batch` would make of a request, masked as it would be but for the pseudonyms; nothing of it is
 * stored. Refuses what that would refuse.
 */
export async function inspectEvents(
  { config, now }: Context,
  { format, ...hints }: InspectQuery,
  { headers, body }: Pick<Request, 'headers' | 'body'>,
): Promise<Inspection> {
  const place = getRuntime().intake.enter()
  try {
    const request = { headers, body: (body ?? nothing()) as Chunks }
    const { messages } = await readMessages(config, request, { grow: place.grow })
    const form = { format, hints: { ...hints, receivedAt: now.toISOString() }, mask: trialMaskOf(config) }
    return inspectMessages(messages, form, limitsOf(config, now), readOverrides(config.metrics.columns))
  } finally {
    place.leave()
  }
}
