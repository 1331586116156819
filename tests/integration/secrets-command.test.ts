import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chartSignature } from '@/lib/alerts/chart-link'
import { isSealedWith } from '@/lib/alerts/seal'
import { placeOf } from '@/lib/alerts/service/channel-settings'
import { isSignedFor } from '@/lib/alerts/service/chart'
import { loadConfig } from '@/lib/config/load'
import { beginRotation } from '@/lib/config/rotate-secret'
import { pseudonymKeyOf } from '@/lib/events/pseudonym'
import { createContext } from '@/lib/runtime/runtime'
import { findLost, warnOfLost, withPseudonymKey } from '@/lib/runtime/sealed'
import { addChannel, channel } from '@/tests/support/alert-channels'
import { datawatch } from '@/tests/support/datawatch'
import { startRuntime } from '@/tests/support/runtime'
import { sealAsBefore } from '@/tests/support/sealed'
import { temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('secrets')
afterAll(place.remove)
const dataDir = join(place.folder, 'data')
const env = { DATAWATCH_DATABASE_DATA_DIR: dataDir, DATAWATCH_CONFIG: '', DATAWATCH_SERVER_ENVIRONMENT: 'production' }
const run = async (args: string[], more: Record<string, string> = {}) => {
  const { code, out, err } = await datawatch(['secrets', ...args], { ...env, ...more })
  return { code, out: out.toString(), err }
}
const kept = (name: string) => readFileSync(join(dataDir, name), 'utf8').trim()

describe('what production needs', () => {
  beforeEach(() => rmSync(dataDir, { recursive: true, force: true }))

  test('0: is made once, and not shown', async () => {
    const first = await run([])
    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining(`access.secret was made and is in ${dataDir}/session.secret`),
    })
    const made = [kept('session.secret'), kept('cron.secret')]
    for (const name of ['session.secret', 'cron.secret']) expect(statSync(join(dataDir, name)).mode & 0o777).toBe(0o600)
    const second = await run([])
    expect(second).toMatchObject({ code: 0, out: expect.stringContaining('cron.secret was there already, in') })
    expect([kept('session.secret'), kept('cron.secret')]).toEqual(made)
    for (const secret of made) expect(first.out + first.err + second.out + second.err).not.toContain(secret)
    expect(loadConfig({ cwd: place.folder, env: { ...env, NODE_ENV: 'test' } })).toMatchObject({
      access: { secret: made[0] },
      cron: { secret: made[1] },
    })
  })

  test('0: is printed as variables where it is kept elsewhere; what is given is left out', async () => {
    const { code, out, err } = await run(['--print'], { CRON_SECRET: 'given' })
    expect([code, out]).toEqual([0, expect.stringMatching(/^NEXTAUTH_SECRET=[\w-]{43}\n$/)])
    expect(err).toContain('kept nowhere')
    expect(existsSync(dataDir)).toBe(false)
  })

  test.each([[['rotate', '--print'], '--print is not for rotate']])('2: %j', async (args, message) => {
    expect(await run(args)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
  })
})

describe('a rotation', () => {
  let runtime: Awaited<ReturnType<typeof startRuntime>>
  let [first, id] = ['', '']
  const rotate = (args: string[] = [], more: Record<string, string> = {}) =>
    run(['rotate', ...args], { DATABASE_URL: runtime.url, ...more })
  const sealed = async () => {
    const sql = runtime.db.$client
    const rows = await sql<{ text: string }[]>`
      select value as text from alert_channels, jsonb_each_text(secrets) union all select sealed from sealed_keys`
    return rows.map(({ text }) => text)
  }
  const signed = (secret: string) => {
    const context = createContext({ kind: 'anonymous', name: 'anonymous' })
    return isSignedFor(context, id, chartSignature(id, secret, context.now))
  }

  beforeAll(async () => {
    rmSync(dataDir, { recursive: true, force: true })
    runtime = await startRuntime({
      DATAWATCH_DATABASE_DATA_DIR: dataDir,
      DATAWATCH_ALERTS_ALLOWED_ADDRESSES: '127.0.0.1',
    })
    first = kept('session.secret')
    const config = { url: 'http://127.0.0.1/in', headers: { Authorization: 'Bearer very-secret' } }
    id = (await addChannel({ name: 'hook', type: 'webhook', config })).data.id
    const older = sealAsBefore('Bearer very-secret', first, placeOf(id, 'headers.Authorization'))
    const sql = runtime.db.$client
    await sql`update alert_channels set secrets = jsonb_build_object('headers.Authorization', ${older}::text)`
  })
  afterAll(() => runtime.stop())

  test('0: seals all anew, while the running process goes on and what the earlier secret signed is still good', async () => {
    const { code, out } = await rotate()
    const second = kept('session.secret')
    expect([code, out]).toEqual([0, expect.stringContaining('2 of 2 sealed texts were sealed anew')])
    expect(out).toContain('can be dropped: datawatch secrets rotate --drop-previous')
    for (const text of await sealed()) expect(isSealedWith(text, second)).toBe(true)
    expect((await channel(id)).data.state).toBe('unused')
    expect([signed(first), signed(second)]).toEqual([true, true])
    for (const secret of [first, second]) expect(out).not.toContain(secret)
  })

  test('the pseudonyms of masked values stay what they were', async () => {
    const config = loadConfig({ cwd: place.folder, env: { ...env, NODE_ENV: 'test' } })
    expect(config.access.secret).not.toBe(first)
    expect((await withPseudonymKey(runtime.db, config)).privacy.key).toEqual(pseudonymKeyOf(first))
    expect(runtime.config.privacy.key).toEqual(pseudonymKeyOf(first))
  })

  test('0: again changes nothing; dropped, what the earlier secret signed is not good any more', async () => {
    const second = kept('session.secret')
    expect(await rotate()).toMatchObject({ code: 0, out: expect.stringContaining('0 of 2 sealed texts') })
    expect(kept('session.secret')).toBe(second)
    expect(await rotate(['--drop-previous'])).toMatchObject({ code: 0, out: expect.stringContaining('was dropped') })
    expect(readdirSync(dataDir).filter((name) => name.startsWith('session'))).toEqual(['session.secret'])
    expect([signed(first), signed(second)]).toEqual([false, true])
    expect((await channel(id)).data.state).toBe('unused')
    expect(await rotate(['--drop-previous'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing to drop'),
    })
  })

  test('0: one that was killed after its secret was made goes on', async () => {
    beginRotation(dataDir)
    const third = kept('session.secret')
    expect((await channel(id)).data.state).toBe('unused')
    expect(await rotate()).toMatchObject({
      code: 0,
      out: expect.stringContaining('Going on with the rotation under way'),
    })
    for (const text of await sealed()) expect(isSealedWith(text, third)).toBe(true)
  })

  test('1: what opens with none of the secrets is named, at the start too, and nothing is dropped', async () => {
    const given = { DATAWATCH_ACCESS_SECRET: 'a secret from elsewhere' }
    expect(await rotate([], given)).toMatchObject({
      code: 1,
      out: expect.stringContaining('headers.Authorization of the alert channel hook opens with none of the secrets'),
    })
    const said: string[] = []
    const config = loadConfig({ cwd: place.folder, env: { ...env, ...given, NODE_ENV: 'test' } })
    await warnOfLost({ db: runtime.db, config, log: { warn: (text: string) => said.push(text) } as never })
    expect(said).toEqual([
      expect.stringMatching(/^the key of pseudonyms opens with none/),
      expect.stringMatching(/^headers.Authorization of the alert channel hook opens with none/),
    ])
  })

  test('0: secrets that are given: seals with the new one, and says that the earlier ones can be taken out', async () => {
    const given = { DATAWATCH_ACCESS_SECRET: 'a secret from elsewhere' }
    const before = kept('session.secret')
    const { code, out } = await rotate([], { ...given, DATAWATCH_ACCESS_PREVIOUS_SECRETS: before })
    expect([code, out]).toEqual([0, expect.stringContaining('DATAWATCH_ACCESS_PREVIOUS_SECRETS) can be dropped')])
    expect(kept('session.secret')).toBe(before)
    expect(await findLost(runtime.db, [given.DATAWATCH_ACCESS_SECRET])).toEqual([])
  })

  test('0: a key of pseudonyms that opens no more is given up only where that is asked for', async () => {
    const other = { DATAWATCH_ACCESS_SECRET: 'yet another secret', DATAWATCH_ACCESS_PREVIOUS_SECRETS: '' }
    await runtime.db.$client`delete from alert_channels`
    expect((await rotate([], other)).code).toBe(1)
    expect(await rotate(['--new-pseudonyms'], other)).toMatchObject({
      code: 0,
      out: expect.stringContaining('was given up'),
    })
  })
})
