import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { guardedSocket } from '@/lib/sources/postgres/guarded-socket'

test.each(['169.254.169.254', '0.0.0.0', '::', 'fe80::1'])('%s is not connected to', async (host) => {
  const socket = guardedSocket().connect(5432, host)
  const [error] = (await once(socket, 'error').catch((reason) => [reason])) as [NodeJS.ErrnoException]
  expect(error.code).toBe('REFUSED_HOST')
})

test('a database on this machine is, by its name too', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  for (const host of ['127.0.0.1', 'localhost']) {
    const socket = guardedSocket().connect(port, host)
    await once(socket, 'connect')
    socket.destroy()
  }
  server.close()
})
