import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { configSchema } from '@/lib/config/schema'
import { readBoardFile } from '@/lib/dashboards/read-board-file'
import { configFolder } from '@/tests/support/config-folder'
import { blocksIn } from '@/tests/support/guide-blocks'

const { problems } = configFolder()

type Kind = 'configuration' | 'board' | 'compose' | 'of others'
/** Files of programs beside DataWatch; those of connectors are tested as recipes. */
const ofOthers = [['storage'], ['pipeline'], ['http_endpoints', 'sinks']]

function kindOf(code: string): Kind | undefined {
  const keys = Object.keys(parse(code) as object)
  if (keys.every((key) => key in configSchema.shape)) return 'configuration'
  if (keys.includes('widgets')) return 'board'
  if (keys.includes('services')) return 'compose'
  return ofOthers.some((others) => others.join() === keys.join()) ? 'of others' : undefined
}

const blocks = blocksIn('yaml').map(({ place, code }) => ({ place, code, kind: kindOf(code) }))
const ofKind = (kind: Kind) => blocks.filter((block) => block.kind === kind)

test('every block is of a kind that is tested', () => {
  expect(blocks.filter(({ kind }) => kind === undefined).map(({ place }) => place)).toEqual([])
  expect(ofKind('configuration').length).toBeGreaterThan(10)
})

const secret = Buffer.from('twenty-four bytes of it.').toString('base64')

/** A value for each variable that a block names. */
const settingsFor = (code: string) =>
  Object.fromEntries(
    [...code.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [
      name,
      name.endsWith('_URL') ? 'https://example.com/x' : secret,
    ]),
  )

test.each(ofKind('configuration').map(({ place, code }) => [place, code] as const))(
  '%s is a configuration',
  (_, code) => {
    const own = code.replace('BASE64_SECRET', secret)
    expect(problems(own, settingsFor(own))).toEqual([])
  },
)

test.each(ofKind('board').map(({ place, code }) => [place, code] as const))('%s is a board', (_, code) => {
  expect(readBoardFile(code)).not.toHaveProperty('problem')
})

test('what is added to the composition is added to services that it has', () => {
  const { services } = parse(readFileSync('docker-compose.yml', 'utf8')) as { services: object }
  for (const { code } of ofKind('compose'))
    expect(services).toMatchObject(
      Object.fromEntries(Object.keys((parse(code) as { services: object }).services).map((name) => [name, {}])),
    )
})
