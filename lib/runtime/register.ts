import 'server-only'
import type { StartThread } from '@/lib/anomalies/service/detection-thread'
import { ConfigError } from '@/lib/config/config-error'
import { takeRequest } from '@/lib/http/door'
import { boot } from './boot'
import type { Runtime } from './runtime'

/** What `server.mjs` takes from the compiled application: the booted runtime and the door in front of Next. */
export type Started = { runtime: Runtime; takeRequest: typeof takeRequest }

const key = Symbol.for('datawatch.started')
/** What `server.mjs` leaves for it. */
const startKey = Symbol.for('datawatch.start-thread')
const holder = globalThis as { [key]?: Promise<Started>; [startKey]?: StartThread }

/** Ends the process before Next says the same three times, with stacks. */
function stopUnlessConfigured(error: unknown): never {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The configuration cannot be used:\n  ${error.problems.join('\n  ')}\n`)
  process.exit(1)
}

/** Boots once for the process; `server.mjs` awaits the same promise before it listens. */
export async function registerRuntime() {
  holder[key] ??= boot(undefined, holder[startKey]).then((runtime) => ({ runtime, takeRequest }), stopUnlessConfigured)
  await holder[key]
}
