import { createSender } from '@/sdk/src/main'

/** Sends events `e<from>` to `e<to>` one by one, and says each that was handed over: a process to be killed, which with `stay` does not end by itself. */
const [url = '', spoolDir, from = '0', to = '0', stay] = process.argv.slice(2)
const sender = createSender({ url, spoolDir, flushIntervalMs: 20, batchSize: 50, maxRetryDelayMs: 300 })
for (let at = Number(from); at < Number(to); at += 1) {
  await sender.send({ id: `e${at}`, type: 'INSERT', table: 'sdk_orders', after: { id: at, amount: 1 } })
  process.stdout.write(`${at}\n`)
  if (at % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}
if (stay) await new Promise(() => setInterval(() => {}, 1000))
const { unsent } = await sender.close({ deadlineMs: 60_000 })
process.stdout.write(`unsent ${unsent}\n`)
