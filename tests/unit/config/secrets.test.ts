import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { secretsOf } from '@/lib/config/access-secrets'
import { replaceSecret } from '@/lib/config/kept-secret'
import { takeSecrets } from '@/lib/config/restored-secrets'
import { beginRotation, dropPreviousSecrets, isUnderWay } from '@/lib/config/rotate-secret'
import { configFolder } from '@/tests/support/config-folder'

const { load, problems, path } = configFolder()
const production = 'server: {environment: production}'
const dataDir = () => path('.datawatch')
const keep = (name: string, text: string) => {
  mkdirSync(dataDir(), { recursive: true })
  writeFileSync(path(`.datawatch/${name}`), `${text}\n`)
}
const kept = (name: string) => readFileSync(path(`.datawatch/${name}`), 'utf8').trim()
const given = 'sixteen characters'

test('development makes its secret once and keeps it from others', () => {
  const first = load(null).access.secret
  expect(first.length).toBeGreaterThanOrEqual(32)
  expect(load(null).access.secret).toBe(first)
  expect(statSync(path('.datawatch/session.secret')).mode & 0o777).toBe(0o600)
})

describe('production', () => {
  test('without a secret it stops, says why, and how to have one', () => {
    expect(problems(production)).toEqual([
      expect.stringMatching(/^access\.secret is missing, and production needs it: it signs sessions/),
      expect.stringMatching(/^cron\.secret is missing too, which may be/),
      expect.stringMatching(/^"datawatch secrets" makes what is missing and keeps it in .*\.datawatch, .*--print/),
    ])
    expect(existsSync(dataDir())).toBe(false)
    expect(problems(production, { CRON_SECRET: 'cron' })).toHaveLength(2)
  })

  test.each([
    ['given', { NEXTAUTH_SECRET: given }, () => {}],
    ['of an earlier run', {}, () => keep('session.secret', given)],
  ])('with a secret %s it starts, without an API key', (_name, env: Record<string, string>, before) => {
    before()
    expect(load(production, env)).toMatchObject({ access: { secret: given, api_keys: [] }, warnings: [] })
  })

  test('an API key that an earlier version made goes on, with a warning, until others are configured', () => {
    keep('api.key', 'dw_made-by-an-earlier-version')
    const { access, warnings } = load(production, { NEXTAUTH_SECRET: given })
    expect(access.api_keys).toEqual(['dw_made-by-an-earlier-version'])
    expect(warnings).toEqual([expect.stringContaining(`${path('.datawatch/api.key')} holds an API key`)])
    const keys = { DATAWATCH_ACCESS_API_KEYS: 'dw_0123456789abcdef' }
    expect(load(production, { NEXTAUTH_SECRET: given, ...keys }).access.api_keys).toEqual(['dw_0123456789abcdef'])
  })

  test('the cron secret of the data folder counts, one that is given wins', () => {
    keep('session.secret', given)
    keep('cron.secret', 'kept')
    expect(load(production).cron.secret).toBe('kept')
    expect(load(production, { CRON_SECRET: 'given' }).cron.secret).toBe('given')
  })
})

describe('the secrets that open', () => {
  test('given ones as they are listed', () => {
    const env = {
      NEXTAUTH_SECRET: given,
      DATAWATCH_ACCESS_PREVIOUS_SECRETS: 'an earlier secret 1, an earlier secret 2',
    }
    expect(secretsOf(load(null, env))).toEqual([given, 'an earlier secret 1', 'an earlier secret 2'])
    expect(problems(null, { DATAWATCH_ACCESS_PREVIOUS_SECRETS: 'short' })).toEqual([
      'DATAWATCH_ACCESS_PREVIOUS_SECRETS: access.previous_secrets.0 must be a text of at least 16 characters',
    ])
  })

  test('kept ones as they are by now, in a process that runs', () => {
    keep('session.secret', 'the first of all')
    const config = load(null, { DATAWATCH_ACCESS_PREVIOUS_SECRETS: 'one that is listed' })
    expect(secretsOf(config)).toEqual(['the first of all', 'one that is listed'])
    expect(beginRotation(dataDir())).toBe(true)
    expect(secretsOf(config)).toEqual([kept('session.secret'), 'the first of all', 'one that is listed'])
    dropPreviousSecrets(dataDir())
    expect(secretsOf(config)).toEqual([kept('session.secret'), 'one that is listed'])
    rmSync(dataDir(), { recursive: true })
    expect(secretsOf(config)).toEqual(['the first of all', 'one that is listed'])
  })
})

describe('a rotation', () => {
  test('makes one secret until the earlier one was dropped', () => {
    keep('session.secret', given)
    expect(isUnderWay(dataDir())).toBe(false)
    expect([beginRotation(dataDir()), isUnderWay(dataDir())]).toEqual([true, true])
    const made = kept('session.secret')
    expect(beginRotation(dataDir())).toBe(false)
    expect([kept('session.secret'), kept('session.secret.previous')]).toEqual([made, given])
    expect(statSync(path('.datawatch/session.secret.previous')).mode & 0o777).toBe(0o600)
    expect(readdirSync(dataDir()).toSorted()).toEqual(['session.secret', 'session.secret.previous'])
  })

  test('that was killed between its two files goes on', () => {
    keep('session.secret', given)
    replaceSecret(dataDir(), 'session.secret.previous', given)
    expect(isUnderWay(dataDir())).toBe(false)
    expect(beginRotation(dataDir())).toBe(true)
    expect(kept('session.secret')).not.toBe(given)
    expect(kept('session.secret.previous')).toBe(given)
  })

  test('of nothing says so', () => expect(() => beginRotation(dataDir())).toThrow('"datawatch secrets" makes it'))
})

describe('the secrets of a backup', () => {
  const backup = new Map([
    ['session.secret', 'of the backup\n'],
    ['session.secret.previous', 'of long before\n'],
    ['api.key', 'dw_of-the-backup\n'],
  ])

  test('are all taken where there are none', () => {
    expect(takeSecrets(dataDir(), backup)).toBe('taken')
    expect(kept('session.secret')).toBe('of the backup')
    expect(kept('api.key')).toBe('dw_of-the-backup')
    expect(takeSecrets(dataDir(), backup)).toBe('same')
  })

  test('only open beside a secret of its own: what was given up signs nothing again', () => {
    keep('session.secret', 'its own')
    keep('session.secret.previous', 'of long before')
    expect(takeSecrets(dataDir(), backup)).toBe('added')
    expect(kept('session.secret')).toBe('its own')
    expect(kept('session.secret.previous').split('\n')).toEqual(['of long before', 'of the backup'])
    expect(existsSync(path('.datawatch/api.key'))).toBe(false)
    expect(takeSecrets(dataDir(), new Map())).toBe('none')
  })
})
