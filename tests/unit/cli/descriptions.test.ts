import { readFileSync } from 'node:fs'
import { CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { descriptions } from '@/bin/commands'
import { type Asked, type Description, optionsOf } from '@/bin/description'
import { makeProgram } from '@/bin/program'
import { intoGuide } from '@/bin/reference'

const leaves = (all: readonly Description[], path = ''): [string, Description][] =>
  all.flatMap((one) =>
    one.commands ? leaves(one.commands, `${path}${one.name} `) : [[`${path}${one.name}`, one] as [string, Description]],
  )
const commands = leaves(descriptions)

/** What would run, without running it. */
async function parse(typed: string[]): Promise<{ name: string; asked: Asked }> {
  let found: { name: string; asked: Asked } | undefined
  const program = makeProgram(descriptions, async ({ name }, asked) => {
    found = { name, asked }
  })
  await program.parseAsync(typed, { from: 'user' })
  return found!
}

test('the reference in the guide is what the descriptions say; npm run cli:reference writes it', () => {
  const guide = readFileSync('docs/guides/cli.md', 'utf8')
  expect(guide).toBe(intoGuide(guide, descriptions))
})

describe.each(commands)('%s', (name, description) => {
  test('teaches: what it does, two examples at least, and what runs it', async () => {
    expect(description.does).not.toBe('')
    expect(description.examples!.length).toBeGreaterThanOrEqual(2)
    expect((await description.load!()).run).toBeTypeOf('function')
  })

  test('its examples are taken as they stand', async () => {
    for (const { run } of description.examples!) {
      const own = run
        .split(/ \| |<\(|\) *$/)
        .map((part) => part.replace(/ > .*$/, '').trim())
        .find((part) => part.includes(`datawatch ${name}`))
      expect(own, run).toBeDefined()
      const typed = own!.slice(own!.indexOf(`datawatch ${name}`) + 'datawatch '.length).match(/"[^"]*"|'[^']*'|\S+/g)!
      expect((await parse(typed.map((word) => word.replace(/^(["'])(.*)\1$/, '$2')))).name).toBe(name)
    }
  })

  test('no two options have one name', () => {
    const names = optionsOf(description).flatMap(({ flags }) => flags.match(/--?[a-z-]+/g) ?? [])
    expect(new Set(names).size).toBe(names.length)
  })
})

test('defaults are read like what is typed', async () => {
  expect((await parse(['ingest', 'x.csv'])).asked.options).toMatchObject({
    batch: 1000,
    speed: Number.POSITIVE_INFINITY,
  })
  expect((await parse(['query', 'x', '--group-by', 'a, b'])).asked.options.groupBy).toEqual(['a', 'b'])
})

test('--key is the columns of ingest, and the key of the API elsewhere', async () => {
  expect((await parse(['ingest', 'x.csv', '--key', 'id', '--api-key', 'dw_x'])).asked.options).toMatchObject({
    key: ['id'],
    apiKey: 'dw_x',
  })
  expect((await parse(['tail', '--key', 'dw_x'])).asked.options).toMatchObject({ apiKey: 'dw_x' })
})

test('what is not known ends with a usage error', async () => {
  await expect(parse(['query', '--nothing'])).rejects.toBeInstanceOf(CommanderError)
})
