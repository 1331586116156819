import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { readRange } from '@/lib/alerts/outside-address'
import { mailer } from '@/lib/alerts/service/mail'
import { type Config, configSchema } from '@/lib/config/schema'

const mail = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', messageId: '<1@here>', images: [] }

async function sendTo(patienceMs: number, behave: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    behave(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const config = { to: ['ann@example.com'], from: 'x@example.com', smtp_host: '127.0.0.1', smtp_port: port }
  const allowed = [readRange('127.0.0.1')!]
  const parts = { config, fromFile: false, allowed, patienceMs }
  const outcome = await mailer({ config: configSchema.parse({}) as Config }, parts)(mail)
  server.close()
  return outcome
}

test('a mail server that drips is given up, and one whose answer has no end', async () => {
  const drips = await sendTo(1000, (socket) => {
    socket.write('220 here\r\n')
    setInterval(() => socket.write('250-more\r\n'), 100).unref()
  })
  expect(drips).toMatchObject({ ok: false, permanent: false, answer: expect.stringMatching(/no answer within 1 s/) })
  const floods = await sendTo(60_000, (socket) => socket.write('x'.repeat(50_000_000)))
  expect(floods).toMatchObject({ ok: false, answer: expect.stringMatching(/no end/) })
})
