import { setTimeout as pause } from 'node:timers/promises'
import { type History, pastOrder } from './history'
import { thousands } from './machine'
import { ask } from './peers/client'

const batch = 2000
const senders = 4

const interactive = process.stderr.isTTY === true

/** Shows how far loading is: on a terminal in place, else a line for each tenth. */
function progress(total: number) {
  const startedAt = performance.now()
  let done = 0
  return (more: number) => {
    const tenth = Math.floor((done / total) * 10)
    done += more
    if (!interactive && Math.floor((done / total) * 10) === tenth) return
    const perSecond = (done / (performance.now() - startedAt)) * 1000
    const share = Math.floor((done / total) * 100)
    const left = Math.round((total - done) / perSecond)
    const text = `loading ${thousands(done)} of ${thousands(total)} (${share} %), ${thousands(perSecond)} events/s, ${left} s left`
    process.stderr.write(interactive ? `\r\u001b[K${text}${done === total ? '\n' : ''}` : `${text}\n`)
  }
}

/** A server that is behind says so with 503, and stored nothing of it. */
async function send(url: string, body: string) {
  for (;;) {
    try {
      return await ask(`${url}/api/v1/datawatch/events/batch`, body)
    } catch (error) {
      if (!/^(429|503) /.test((error as Error).message)) throw error
      await pause(200)
    }
  }
}

/** Sends a history through `POST /events/batch`, four requests at a time, oldest first. */
export async function loadHistory(url: string, history: History) {
  const show = progress(history.events)
  let next = 0
  const sender = async () => {
    for (let at = next; at < history.events; at = next) {
      const count = Math.min(batch, history.events - at)
      next += count
      const orders = Array.from({ length: count }, (_, i) => pastOrder(history, at + i))
      await send(url, JSON.stringify(orders))
      show(count)
    }
  }
  await Promise.all(Array.from({ length: senders }, sender))
}
