import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

export type Batch = { events: { id: string; [field: string]: unknown }[]; encoding: string | undefined; bytes: number }
type Behave = (response: ServerResponse, batch: Batch, nth: number) => void

export const receiptOf = ({ events }: Batch, errors: object[] = []) => ({
  status: 'accepted',
  received: events.length,
  accepted: events.length - errors.length,
  ...{ duplicates: 0, ignored: 0, rejected: errors.length, errors, warnings: [] },
})

export const accept: Behave = (response, batch) =>
  response
    .writeHead(202, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ success: true, data: receiptOf(batch) }))

/** A server that takes batches of events as DataWatch does, keeps them, and behaves as a test says. */
export async function openReceiver(behave: Behave = accept) {
  const batches: Batch[] = []
  const state = { behave }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const sent = Buffer.concat(parts)
    const encoding = request.headers['content-encoding']
    const events = JSON.parse((encoding === 'gzip' ? gunzipSync(sent) : sent).toString())
    batches.push({ events, encoding, bytes: sent.length })
    state.behave(response, batches.at(-1)!, batches.length)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    batches,
    state,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
