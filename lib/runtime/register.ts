import 'server-only'
import { answerDelivery } from '@/lib/events/service/deliver'
import { boot } from './boot'
import type { Runtime } from './runtime'

/** What `server.mjs` takes from the compiled application: the booted runtime and the door for events. */
export type Started = { runtime: Runtime; answerDelivery: typeof answerDelivery }

const key = Symbol.for('datawatch.started')
const holder = globalThis as { [key]?: Promise<Started> }

/** Boots once for the process; `server.mjs` awaits the same promise before it listens. */
export async function registerRuntime() {
  holder[key] ??= boot().then((runtime) => ({ runtime, answerDelivery }))
  await holder[key]
}
