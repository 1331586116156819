import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DCLinter } from 'dclint'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '@/lib/config/load'
import { substitute } from '@/lib/config/substitute'

type Service = {
  build?: string
  image?: string
  ports?: string[]
  volumes?: string[]
  environment?: Record<string, string>
  healthcheck?: object
  restart?: string
  deploy?: { resources: { limits: { cpus: string; memory: string } } }
  depends_on?: Record<string, { condition: string }>
  profiles?: string[]
}
const file = 'docker-compose.yml'
const text = readFileSync(file, 'utf8')
const compose = parse(text) as { services: Record<string, Service>; volumes: Record<string, null> }
const services = Object.entries(compose.services)
const given = (env: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries(compose.services.datawatch!.environment!).map(([name, value]) => [
      name,
      substitute(value, env).text,
    ]),
  )

/** What is looked at here itself: variables are filled in first. */
const own = { 'no-unbound-port-interfaces': 0, 'require-quotes-in-ports': 0, 'no-quotes-in-volumes': 0 } as const
const asWritten = { 'services-alphabetical-order': 0, 'service-keys-order': 0 } as const
const linter = new DCLinter({ rules: { ...own, ...asWritten }, quiet: true, debug: false, exclude: [] })
const lint = (path: string) => linter.lintFiles([path], false).flatMap(({ messages }) => messages)

test('docker-compose.yml is as the schema of the Compose specification has it, and as its linter', () => {
  expect(lint(file).map(({ line, rule, message }) => `${file}:${line}: ${message} (${rule})`)).toEqual([])
})

test.each([
  ['a key that no service has', 'restart: unless-stopped', 'restarts: unless-stopped'],
  ['a memory that is no size', 'shm_size: 256mb', 'shm_size: [256mb]'],
])('%s is found', (_name, right, wrong) => {
  const folder = mkdtempSync(join(tmpdir(), 'datawatch-compose-'))
  try {
    writeFileSync(join(folder, file), text.replace(right, wrong))
    expect(lint(join(folder, file)).map(({ rule }) => rule)).toContain('invalid-schema')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

describe.each(services)('%s', (name, service) => {
  test('starts again by itself, is bounded in memory and processors, and says whether it is well', () => {
    expect(service.restart).toBe('unless-stopped')
    const { cpus, memory } = service.deploy!.resources.limits
    expect([substitute(cpus, {}).text, substitute(memory, {}).text]).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+[mg]$/),
    ])
    /** That of DataWatch is in its image. */
    if (!service.build) expect(service.healthcheck).toBeDefined()
  })

  test('is of one version, keeps its data in a volume that is declared, and is reached from this machine alone, if at all', () => {
    if (service.image) expect(service.image).toMatch(/:v?\d+\.\d+(\.\d+)?(-[\w.]+)?$/)
    const kept = (service.volumes ?? []).map((volume) => volume.split(':')[0]!)
    expect(kept.filter((volume) => !(volume in compose.volumes))).toEqual([])
    const published = (service.ports ?? []).map((port) => substitute(port, {}).text)
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
    expect(published.length > 0).toBe(name === 'datawatch')
  })
})

test('DataWatch waits for those that are there without a profile, and no service is in the way of another', () => {
  const always = services.filter(([name, { profiles }]) => !profiles && name !== 'datawatch').map(([name]) => name)
  expect(Object.keys(compose.services.datawatch!.depends_on!).sort()).toEqual(always.sort())
  expect(services.flatMap(([name, { profiles = [] }]) => profiles.map((one) => [name, one]))).toEqual([
    ['timescale', 'timescale'],
    ['prometheus', 'prometheus'],
    ['influxdb', 'influxdb'],
  ])
})

test.each(['postgres', 'timescale', 'prometheus', 'influxdb'])(
  'what DataWatch is told there is a configuration that it takes, with samples in %s',
  (storage) => {
    const told = given({ DATAWATCH_METRICS_STORAGE: storage })
    const env = { ...told, NODE_ENV: 'production', DATAWATCH_CONFIG: '' } as NodeJS.ProcessEnv
    const { warnings, database, metrics } = readConfig({ env, cwd: 'tests' })
    expect(warnings).toEqual([])
    expect(database.url).toBe('postgres://datawatch:datawatch@postgres:5432/datawatch')
    expect(metrics.storage).toBe(storage)
  },
)
