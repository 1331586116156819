import type { QueryClient } from '@tanstack/react-query'
import { type Change, merge, nothing, touches } from './change'

const quietMs = 700

/**
 * Asks again for what changed and is on the screen: at once, then at most every `quietMs` and never twice at a time;
 * what comes in meanwhile waits together, so the last change is never missed.
 */
export function createRefresher(client: QueryClient) {
  let waiting: Change = nothing
  let running = false
  let stopped = false
  async function run() {
    if (running) return
    running = true
    while (!stopped && waiting !== nothing) {
      const change = waiting
      waiting = nothing
      const quiet = new Promise((resolve) => setTimeout(resolve, quietMs))
      await client.invalidateQueries({ predicate: ({ queryKey }) => touches(change, queryKey) })
      await quiet
    }
    running = false
  }
  return {
    tell(change: Change) {
      waiting = merge(waiting, change)
      void run()
    },
    stop() {
      stopped = true
    },
  }
}
