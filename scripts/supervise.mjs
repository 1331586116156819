import { startNode, stopProcess } from './process.mjs'
import { say } from './say.mjs'

const longestPauseMs = 30_000
const settledMs = 60_000

/**
 * Keeps a Node program running: it is started again after it has died, with growing pauses. `mayRestart` decides with the
 * exit code; `ended` resolves with the code once it is not started again.
 */
export function supervise(name, args, { env, mayRestart, changed }) {
  let child
  let timer
  let stopping = false
  let pauseMs = 500
  let finish
  const ended = new Promise((resolve) => {
    finish = resolve
  })

  function start() {
    const begun = Date.now()
    child = startNode(args, env)
    changed()
    child.ended.then((code) => {
      if (stopping || !mayRestart(code)) return finish(code)
      if (Date.now() - begun > settledMs) pauseMs = 500
      say(`The ${name} has ended (${code}); starting it again in ${pauseMs / 1000} s`)
      timer = setTimeout(start, pauseMs)
      pauseMs = Math.min(longestPauseMs, pauseMs * 2)
    })
  }
  start()

  return {
    ended,
    pid: () => child.pid,
    async stop(boundMs) {
      stopping = true
      clearTimeout(timer)
      const inTime = await stopProcess(child.pid, boundMs)
      finish(0)
      return inTime
    },
  }
}
