import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { descriptions } from '@/bin/commands'
import { makeProgram } from '@/bin/program'
import { blocksIn, guides } from '@/tests/support/guide-blocks'
import { commandsOf, programOf } from '@/tests/support/shell-words'

/** What is typed behind a prompt in blocks that show the answer too. */
const typed = guides.flatMap((place) =>
  [...readFileSync(place, 'utf8').matchAll(/^\$ (.+)$/gm)].map(([, code]) => ({ place, code: code! })),
)
const blocks = [...blocksIn('bash'), ...blocksIn('sh'), ...typed]
const programs = blocks.flatMap(({ place, code }) =>
  commandsOf(code).map((words) => ({ place, words: programOf(words) })),
)
const scripts = JSON.parse(readFileSync('package.json', 'utf8')).scripts as Record<string, string>
const targets = new Set([...readFileSync('Makefile', 'utf8').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name))

test('a shell reads every block', () => {
  const wrong = blocks.flatMap(({ place, code }) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' })
    return status === 0 ? [] : [`${place}: ${stderr}`]
  })
  expect(wrong).toEqual([])
})

/** The words behind `datawatch`, however it is started. */
function ofDatawatch([first = '', ...rest]: readonly string[]): string[] | undefined {
  if (first === 'datawatch') return rest
  if (first === 'node' && rest[0]?.endsWith('bin/datawatch.mjs')) return rest.slice(1)
  if (first === 'npm' && rest[0] === 'run' && rest[1] === 'datawatch') return rest.slice(rest[2] === '--' ? 3 : 2)
  return undefined
}

async function whyRefused(words: string[]): Promise<string | null> {
  const program = makeProgram(descriptions, async () => {})
  const silence = (command: typeof program) => {
    command.configureOutput({ writeErr: () => {}, writeOut: () => {}, outputError: () => {} })
    for (const one of command.commands) silence(one as typeof program)
  }
  silence(program)
  return program.parseAsync(words, { from: 'user' }).then(
    () => null,
    ({ exitCode, message }: CommanderError) => (exitCode === 0 ? null : message),
  )
}

test('every command of datawatch in them is one, with options that it has', async () => {
  const found = programs.flatMap(({ place, words }) => {
    const own = ofDatawatch(words)
    return own ? [{ place, own }] : []
  })
  expect(found.length).toBeGreaterThan(40)
  const refused = await Promise.all(
    found.map(async ({ place, own }) => {
      const why = await whyRefused(own)
      return why === null ? [] : [`${place}: datawatch ${own.join(' ')}: ${why}`]
    }),
  )
  expect(refused.flat()).toEqual([])
})

test('every script of npm, target of make and file of the repository that they run is there', () => {
  const wrong = programs.filter(({ words: [first, second = '', third = ''] }) => {
    if (first === 'make') return !targets.has(second)
    if (first === 'npm' && second === 'run') return !(third in scripts)
    if (first === 'npm') return !['ci', 'install'].includes(second) && !(second in scripts)
    if (first === 'node' || first === 'sh') return !second.startsWith('/') && !existsSync(second)
    return false
  })
  expect(wrong.map(({ place, words }) => `${place}: ${words.join(' ')}`)).toEqual([])
})

test('those that are named in a text are there too', async () => {
  const wrong = guides.flatMap((place) => {
    const text = readFileSync(place, 'utf8')
    const lost = [...text.matchAll(/`npm run ([\w:-]+)/g)].filter(([, name]) => !(name! in scripts))
    const missed = [...text.matchAll(/`make ([\w-]+)/g)].filter(([, name]) => !targets.has(name!))
    return [...lost, ...missed].map(([whole]) => `${place}: ${whole}`)
  })
  expect(wrong).toEqual([])
  /** Decisions also name what was not made. */
  const present = guides.filter((place) => !place.startsWith('docs/decisions/'))
  const named = present.flatMap((place) =>
    [...readFileSync(place, 'utf8').matchAll(/`datawatch ([^`…|]+)`/g)].map(([, code]) => ({ place, code: code! })),
  )
  const refused = await Promise.all(
    named.map(async ({ place, code }) => [place, code, await whyRefused(commandsOf(code)[0] ?? [])] as const),
  )
  expect(refused.filter(([, , why]) => why !== null && !why.includes('missing required argument'))).toEqual([])
})
