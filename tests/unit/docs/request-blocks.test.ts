import { expect, test } from 'vitest'
import { descriptionOf } from '@/lib/http/description'
import type { Method } from '@/lib/http/methods'
import type { Handler } from '@/lib/http/route'
import { blocksIn } from '@/tests/support/guide-blocks'
import { filesOf } from '@/tests/support/routes'
import { commandsOf, programOf } from '@/tests/support/shell-words'

const routes = filesOf('route.ts')

type Call = { place: string; method: Method; url: URL; body?: string }

const own = new Set(['localhost:3002', 'watch.example.com', 'datawatch.example.com'])
const withWord = new Set(['-X', '-H', '-d', '-o', '--data-urlencode', '--data-binary', '--retry'])

/** A request as curl makes it, of those words that the guides have. */
function callOf(place: string, [program, ...words]: string[]): Call | undefined {
  if (program !== 'curl') return undefined
  const given = (option: string) => {
    const at = words.indexOf(option)
    return at < 0 ? undefined : words[at + 1]
  }
  const address = words.find((word, at) => !word.startsWith('-') && !withWord.has(words[at - 1] ?? ''))!
  const url = new URL(/^https?:/.test(address) ? address : `http://${address}`)
  if (!own.has(url.host)) return undefined
  const form = given('--data-urlencode')
  if (form) url.searchParams.set(...(form.split(/=(.*)/s).slice(0, 2) as [string, string]))
  const body = given('-d')
  return { place, method: (given('-X') ?? 'GET') as Method, url, ...(body === undefined ? {} : { body }) }
}

const calls = blocksIn('bash').flatMap(({ place, code }) =>
  commandsOf(code).flatMap((words) => callOf(place, programOf(words)) ?? []),
)

/** What answers a path: of the routes that fit it the one with the fewest parts that may be anything. */
async function handlerOf(method: Method, path: string): Promise<Handler | undefined> {
  const fits = routes.filter(({ address }) =>
    new RegExp(`^${address.replace(/\[\.{3}\w+\]/g, '.+').replace(/\[\w+\]/g, '[^/]+')}$`).test(path),
  )
  const [closest] = fits.sort((a, b) => a.names.length - b.names.length)
  return closest && ((await import(closest.file)) as Partial<Record<Method, Handler>>)[method]
}

/** Variables of a shell stand for whatever is wanted in their place. */
const filled = (text: string) =>
  text.replace(/\$\(date \+%s\)/g, '1772400000').replace(/\$\(date [^)]*\)/g, '2026-03-01T00:00:00Z')

const someId = '01900000-0000-7000-8000-000000000000'

async function problemOf({ method, url, body }: Call): Promise<string | undefined> {
  const handler = await handlerOf(method, decodeURI(url.pathname).replace(/\$\w+/g, someId))
  if (!handler) return 'there is no such address'
  const description = descriptionOf(handler)
  const query = description?.query?.safeParse(Object.fromEntries(url.searchParams))
  if (query && !query.success) return `its query: ${query.error.message}`
  if (body === undefined || body.startsWith('@')) return undefined
  const parsed = description?.body?.safeParse(JSON.parse(filled(body)))
  return parsed && !parsed.success ? `its body: ${parsed.error.message}` : undefined
}

test('every request of the guides goes to an address that there is, with a query and a body that it takes', async () => {
  expect(calls.length).toBeGreaterThan(25)
  const problems = await Promise.all(
    calls.map(async (call) => {
      const problem = await problemOf(call)
      return problem ? [`${call.place}: ${call.method} ${call.url}: ${problem}`] : []
    }),
  )
  expect(problems.flat()).toEqual([])
}, 120_000)

/** What bodies the blocks of JSON are, by a key that says so; what others read is tested as what they are sent, or set up with. */
const bodies: [key: string, method: Method, path: string][] = [['kind', 'POST', '/api/v1/datawatch/alerts/rules']]
const ofOthers = ['connector.class', 'delivery_id']

async function isTaken(value: Record<string, unknown>): Promise<boolean> {
  const known = { ...value, ...(value.config as object | undefined) }
  if (ofOthers.some((key) => key in known)) return true
  const found = bodies.find(([key]) => key in value)
  const handler = found && (await handlerOf(found[1], found[2]))
  return Boolean(handler && descriptionOf(handler)?.body?.safeParse(value).success)
}

test('every block of JSON is a body that its request takes, or what a receiver or a connector reads', async () => {
  for (const { place, code } of blocksIn('json'))
    expect([place, await isTaken(JSON.parse(code) as Record<string, unknown>)]).toEqual([place, true])
})
