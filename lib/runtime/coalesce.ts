import 'server-only'
import type { Log } from './log'

/** Runs `work` when it is asked for, and once more if it was asked for meanwhile; never twice at once, never after `stop`. */
export function coalesce(work: () => Promise<unknown>, log: Log) {
  let waiting = false
  let stopped = false
  let last: Promise<unknown> = Promise.resolve()
  const run = () => {
    waiting = false
    return stopped ? undefined : work()
  }
  return {
    ask: () => {
      if (waiting || stopped) return
      waiting = true
      last = last.then(run).catch((error) => log.error({ err: error }, 'starter dashboards failed'))
    },
    stop: async () => {
      stopped = true
      await last
    },
  }
}
