import 'server-only'
import { takeRequest } from '@/lib/http/door'
import { boot } from './boot'
import type { Runtime } from './runtime'

/** What `server.mjs` takes from the compiled application: the booted runtime and the door in front of Next. */
export type Started = { runtime: Runtime; takeRequest: typeof takeRequest }

const key = Symbol.for('datawatch.started')
const holder = globalThis as { [key]?: Promise<Started> }

/** Boots once for the process; `server.mjs` awaits the same promise before it listens. */
export async function registerRuntime() {
  holder[key] ??= boot().then((runtime) => ({ runtime, takeRequest }))
  await holder[key]
}
