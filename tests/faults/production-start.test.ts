import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { datawatch } from '@/tests/support/datawatch'
import { freePort, ServerProcess } from '@/tests/support/server'
import { killServer, temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('production', (folder) => killServer(join(folder, 'postgres/data')))
afterAll(place.remove)
const env = {
  DATAWATCH_SERVER_ENVIRONMENT: 'production',
  DATAWATCH_DATABASE_DATA_DIR: place.folder,
  DATAWATCH_CONFIG: '',
  DATABASE_URL: '',
}

test('production without its secret ends before it listens, and says what makes it; with that it starts', async () => {
  const server = new ServerProcess({ dataDir: place.folder, port: await freePort(), env })
  const ended = once(server.spawn(), 'close')
  expect((await ended)[0]).toBe(1)
  expect(server.said).toContain('access.secret is missing, and production needs it')
  expect(server.said).toContain('npm run datawatch -- secrets')
  expect(server.said).not.toContain('listens on')

  const { code, err } = await datawatch(['secrets'], env)
  expect(code, err).toBe(0)
  await server.start()
  expect((await fetch(`${server.url}/api/v1/datawatch/metrics`)).status).toBe(401)
  expect(await server.end('SIGTERM')).toBe(0)
})
