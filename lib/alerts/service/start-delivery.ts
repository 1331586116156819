import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Live } from '@/lib/runtime/live'
import { Dispatcher } from './dispatch'
import { keepFileChannels } from './file-channels'

/** Has the channels of the configuration be there, and sends what the outbox holds until it is stopped. */
export async function startDelivery(makeContext: () => Context, live: Live): Promise<{ stop(): Promise<void> }> {
  const context = makeContext()
  await keepFileChannels(context)
  if (!context.config.alerts.enabled) return { stop: async () => {} }
  const dispatcher = new Dispatcher({ makeContext, log: context.log })
  const change = ({ topics }: { topics: string[] }) => {
    if (topics.includes('deliveries')) dispatcher.ask()
  }
  const leave = live.subscribe({ change, end: () => {} })
  dispatcher.ask()
  return {
    stop: async () => {
      leave()
      await dispatcher.stop()
    },
  }
}
