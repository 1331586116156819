import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { ask } from '@/lib/db/launcher/ask'
import { startDatawatch } from '@/tests/support/datawatch'
import { needProgram } from '@/tests/support/debian-package'
import { EngineServer, engineSettings, whyMissing } from '@/tests/support/engine-servers'
import { TestRedis } from '@/tests/support/redis'
import { createDatabase } from '@/tests/support/runtime'
import { freePort } from '@/tests/support/server'
import { temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('doctor')
afterAll(() => place.remove())

type Finding = { check: string; state: string; detail: string; todo?: string }

/** What the doctor finds of one thing, and what it ends with. */
async function findings(check: string, env: Record<string, string>) {
  const own = { DATAWATCH_DATABASE_DATA_DIR: place.folder, DATAWATCH_SERVER_PORT: String(await freePort()), ...env }
  const { code, out, err } = await startDatawatch(['doctor', '--json'], own, { cwd: place.folder }).ended
  expect(err).toBe('')
  const { findings: all, ok } = JSON.parse(out.toString()) as { findings: Finding[]; ok: boolean }
  const failed = all.some(({ state }) => state === 'fail')
  expect({ ok, code }).toEqual({ ok: !failed, code: failed ? 1 : 0 })
  return all.filter((one) => one.check.startsWith(check))
}

describe('Redis', async () => {
  const { path: program, missing } = await needProgram('redis-server', 'redis-server')
  const it = test.skipIf(missing)

  const start = async (password: string | null = null) => {
    const redis = await TestRedis.start(program!, password)
    onTestFinished(() => redis.kill())
    return redis
  }
  const look = (url: string) => findings('redis', { REDIS_URL: url })

  test('that nobody names is not asked for', async () => {
    expect(await findings('redis', {})).toEqual([{ check: 'redis', state: 'ok', detail: expect.any(String) }])
  })

  it('that answers says its version, and whether its memory is bounded; nothing is left in it', async () => {
    const redis = await start()
    const answers = { check: 'redis', state: 'ok', detail: expect.stringMatching(/^(Redis|Valkey) \d+\.\d+\.\d+, 127/) }
    expect(await look(redis.url)).toEqual([
      answers,
      { check: 'redis memory', state: 'warn', detail: expect.any(String), todo: expect.stringContaining('maxmemory') },
    ])
    await redis.ask((client) => client.configSet({ maxmemory: '64mb', 'maxmemory-policy': 'allkeys-lru' }))
    expect(await look(redis.url)).toEqual([
      answers,
      { check: 'redis memory', state: 'ok', detail: 'bounded, allkeys-lru' },
    ])
    expect(await redis.ask((client) => client.dbSize())).toBe(0)
  })

  it('that is gone, wants another password or lets a user do too little is told with what to do, not with the password', async () => {
    const redis = await start('a-secret-word')
    await redis.ask((client) =>
      client.sendCommand(['ACL', 'SETUSER', 'reader', 'on', '>may-read', '+get', '+hello', '+client', '~*']),
    )
    const told = async (url: string) => {
      const [finding, ...others] = await look(url)
      expect([finding?.state, others]).toEqual(['fail', []])
      expect(JSON.stringify(finding)).not.toMatch(/a-secret-word|may-read|wrong-word/)
      return `${finding?.detail} → ${finding?.todo}`
    }
    const { host } = new URL(redis.url)
    expect(await told(`redis://:wrong-word@${host}`)).toMatch(/password.* → mend the user and the password/)
    expect(await told(`redis://${host}`)).toMatch(/wants a password.* → mend the user and the password/)
    expect(await told(`redis://reader:may-read@${host}`)).toMatch(/may not do what .* → give the user/)
    await redis.kill()
    expect(await told(redis.url)).toMatch(/nothing listens at .* → start it, or mend redis.url/)
  }, 60_000)
})

describe('a storage engine', async () => {
  const missing = (await whyMissing('prometheus')) ?? (await whyMissing('influxdb'))
  const it = test.skipIf(missing !== null)

  const start = async (...asked: Parameters<typeof EngineServer.start>) => {
    const server = await EngineServer.start(...asked)
    onTestFinished(() => server.stop())
    return server
  }
  const look = (env: Record<string, string>) => findings('engine', env)

  it('that is Prometheus says its version, and that it takes what is late only where it does', async () => {
    const { url } = await start('prometheus')
    const answers = { check: 'engine', state: 'ok', detail: expect.stringMatching(/^Prometheus \d+\.\d+\.\d+\S*, 127/) }
    expect(await look(engineSettings('prometheus', url))).toEqual([answers])
    const strict = await start('prometheus', { window: '0s' })
    expect(await look(engineSettings('prometheus', strict.url))).toEqual([
      answers,
      {
        check: 'engine',
        state: 'warn',
        detail: expect.stringContaining('an hour older than its newest sample'),
        todo: expect.stringContaining('out_of_order_time_window'),
      },
    ])
  })

  it('that takes no samples, asks for another password or is gone is told with what to do', async () => {
    const deaf = await start('prometheus', { flags: ['--no-receiver'] })
    expect(await look(engineSettings('prometheus', deaf.url))).toMatchObject([
      {
        state: 'fail',
        detail: expect.stringContaining('takes no samples'),
        todo: expect.stringContaining('--web.enable-remote-write-receiver'),
      },
    ])
    const closed = await start('prometheus', { auth: true })
    const credentials = {
      DATAWATCH_METRICS_PROMETHEUS_USERNAME: 'watcher',
      DATAWATCH_METRICS_PROMETHEUS_PASSWORD: 'wrong-word',
    }
    const refused = await look({ ...engineSettings('prometheus', closed.url), ...credentials })
    expect(refused).toMatchObject([{ state: 'fail', todo: expect.stringContaining('credentials') }])
    expect(JSON.stringify(refused)).not.toContain('wrong-word')
    await deaf.kill()
    expect(await look(engineSettings('prometheus', deaf.url))).toMatchObject([
      {
        state: 'fail',
        detail: expect.stringContaining('cannot be reached'),
        todo: expect.stringContaining('metrics.prometheus.url'),
      },
    ])
  }, 60_000)

  it('that keeps samples for a shorter time than asked for is looked at, and one of another kind is named', async () => {
    const { url } = await start('influxdb')
    const q = 'alter retention policy autogen on datawatch duration 24h shard duration 1h'
    await fetch(`${url}/query`, { method: 'POST', body: new URLSearchParams({ q }) })
    expect(await look(engineSettings('influxdb', url))).toMatchObject([
      { state: 'ok', detail: expect.stringMatching(/^InfluxDB 1\./) },
      { state: 'warn', detail: expect.stringContaining('for 1d'), todo: expect.stringContaining('retention') },
    ])
    expect(await look(engineSettings('prometheus', url))).toMatchObject([
      { state: 'fail', detail: expect.stringContaining('not the API of Prometheus') },
    ])
  })

  test('that is a PostgreSQL without TimescaleDB is told so, and nothing is made in it', async () => {
    const settings = (address: string) => ({
      DATAWATCH_METRICS_STORAGE: 'timescale',
      DATAWATCH_METRICS_TIMESCALE_URL: address,
    })
    const { url, drop } = await createDatabase()
    onTestFinished(drop)
    expect(await look(settings(url))).toMatchObject([
      {
        state: 'fail',
        detail: expect.stringContaining('has no TimescaleDB'),
        todo: expect.stringContaining('install'),
      },
    ])
    expect(await ask(url, "select to_regclass('datawatch_samples') as made")).toMatchObject([{ made: null }])
    const gone = await look(settings('postgres://somebody:wrong-word@127.0.0.1:1/samples'))
    expect(gone).toMatchObject([{ state: 'fail', detail: '127.0.0.1:1/samples cannot be used: ECONNREFUSED' }])
  })
})
