import { stillRuns } from './postmaster'
import type { Server } from './server'

const lookEveryMs = 250
const longestPauseMs = 2000

type Watch = { current(): Server; end(): Promise<void> }
type Parts = { server: Server; restart: () => Promise<Server>; log: { warn(message: string): void } }

/** Starts the server again whenever it has died under us, with growing pauses while that fails. */
export function watchServer({ server, restart, log }: Parts): Watch {
  let current = server
  let ended = false
  let pauseMs = 0
  let busy: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout

  async function look() {
    if (stillRuns(current)) {
      pauseMs = 0
      return
    }
    log.warn(`Embedded PostgreSQL (process ${current.pid}) has ended; starting it again`)
    try {
      current = await restart()
    } catch (error) {
      pauseMs = Math.min(longestPauseMs, Math.max(lookEveryMs, pauseMs * 2))
      log.warn((error as Error).message)
    }
  }

  function schedule() {
    timer = setTimeout(
      () => {
        busy = look().finally(() => {
          if (!ended) schedule()
        })
      },
      Math.max(lookEveryMs, pauseMs),
    )
    timer.unref()
  }
  schedule()

  return {
    current: () => current,
    async end() {
      ended = true
      clearTimeout(timer)
      await busy
    },
  }
}
