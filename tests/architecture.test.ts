import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, dirname, posix } from 'node:path'
import { describe, expect, test } from 'vitest'

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file && !/^(drizzle\/migrations|\.next|sdk\/src\/generated)\//.test(file))
const source = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"\n;]*?(?:\{[^}]*\}[^'"\n;]*?)?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g

type Import = { target: string; typeOnly: boolean }

/** What a file imports: our own files from the root (`lib/events/store`), packages by their name. */
function importsOf(file: string): Import[] {
  return [...(source.get(file) ?? '').matchAll(importPattern)].map(([, typeOnly, from, bare]) => {
    const target = from ?? bare ?? ''
    const own = target.startsWith('@/')
      ? target.slice(2)
      : target.startsWith('.')
        ? posix.join(dirname(file), target)
        : target
    return { target: own, typeOnly: Boolean(typeOnly) }
  })
}

const under =
  (...folders: string[]) =>
  (file: string) =>
    folders.some((folder) => file.startsWith(`${folder}/`))
const domain =
  /^lib\/(events|dead-letters|metrics|anomalies|notes|dashboards|schemas|shares|sources|access|storage|promql|quality|alerts)\//
const isContract = (file: string) => /^lib\/[a-z-]+\/([a-z]+-)?contract(\.ts)?$/.test(file)
const isStore = (file: string) => /^lib\/[a-z-]+\/store(\/|\.ts$|$)/.test(file)
const isService = (file: string) => /^lib\/[a-z-]+\/service(\/|\.ts$|$)/.test(file)
const isClient = (file: string) => domain.test(file) && /^lib\/[a-z-]+\/client(\.ts)?$/.test(file)

const telemetryParts = /^lib\/telemetry\/(?!(start|tracing|question-span)(\.ts)?$)/

/** Who may not open which door; `typeOnly` imports of what is forbidden at run time are allowed where said. */
const doors: { name: string; from: (file: string) => boolean; never: (target: string) => boolean; types?: boolean }[] =
  [
    {
      name: 'components use contracts, clients and pure code, never a store, a service or the database',
      from: under('components'),
      never: (to) => isStore(to) || isService(to) || /^(lib\/(db|runtime)\/|drizzle|postgres$)/.test(to),
      types: true,
    },
    {
      name: 'api routes adapt: contracts, services and http, never a store or the database',
      from: under('app/api'),
      never: (to) => isStore(to) || /^(lib\/db\/|drizzle|postgres$|components\/)/.test(to),
    },
    {
      name: 'contracts know zod and other contracts',
      from: isContract,
      never: (to) =>
        isStore(to) || isService(to) || /^(drizzle|postgres$|react|next|lib\/(db|runtime|context)\/)/.test(to),
    },
    { name: 'stores hold SQL and know no service', from: isStore, never: (to) => isService(to) || isClient(to) },
    {
      name: 'clients run in the browser',
      from: isClient,
      never: (to) => isStore(to) || isService(to) || /^(drizzle|postgres$|lib\/(db|runtime|context)\/)/.test(to),
    },
    {
      name: 'clients have contracts as types: a page does not check anew what the route has checked',
      from: isClient,
      never: isContract,
      types: true,
    },
    { name: 'the mathematics stand alone', from: under('lib/stats'), never: (to) => !to.startsWith('lib/stats/') },
    { name: 'errors stand alone', from: under('lib/errors'), never: () => true },
    {
      name: 'recharts is drawn with in components/charts alone',
      from: (file) => !under('components/charts')(file),
      never: (to) => to === 'recharts',
    },
    {
      name: 'react-grid-layout is used in components/dashboards alone',
      from: (file) => under('app', 'components', 'lib')(file) && !under('components/dashboards')(file),
      never: (to) => to.startsWith('react-grid-layout'),
    },
    {
      name: 'OpenTelemetry is loaded by what is loaded where a collector is configured',
      from: (file) => !telemetryParts.test(file) && !under('tests')(file),
      never: (to) => to.startsWith('@opentelemetry/') || telemetryParts.test(to),
      types: true,
    },
    {
      name: 'lib does not know the pages and the components',
      from: under('lib'),
      never: (to) => /^(app|components)\//.test(to),
    },
  ]

test.each(doors.map((door) => [door.name, door] as const))('%s', (_name, { from, never, types }) => {
  const opened = files
    .filter(from)
    .flatMap((file) => importsOf(file).map((one) => ({ file, ...one })))
    .filter(({ target, typeOnly }) => never(target) && !(types && typeOnly))
    .map(({ file, target }) => `${file} imports ${target}`)
  expect(opened).toEqual([])
})

test('what every page and a board load at once comes without zod', () => {
  const loaded = new Map(
    ['components/layout/app-shell.tsx', 'components/layout/providers.tsx', 'components/dashboards/board-page.tsx'].map(
      (file) => [file, ''],
    ),
  )
  for (const [file] of loaded)
    for (const { target, typeOnly } of importsOf(file)) {
      const found = target === 'zod' ? target : [`${target}.ts`, `${target}.tsx`].find((path) => source.has(path))
      if (!typeOnly && found && !loaded.has(found)) loaded.set(found, file)
    }
  expect(loaded.size).toBeGreaterThan(100)
  expect(loaded.get('zod')).toBeUndefined()
})

describe('every file', () => {
  test('has at most 250 lines', () => {
    const long = files.filter((file) => (source.get(file) ?? '').split('\n').length > 251)
    expect(long).toEqual([])
  })

  test('has a name that says something, in kebab case', () => {
    const empty = /^(utils?|helpers?|common|types?|constants?|managers?|index|misc)\.(ts|tsx|mjs)$/
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|spec|d))?\.(ts|tsx|mjs)$/
    const wrong = files.map((file) => basename(file)).filter((name) => empty.test(name) || !kebab.test(name))
    expect(wrong).toEqual([])
  })

  test('reads the environment in lib/config alone', () => {
    const readers = files.filter((file) => file.startsWith('lib/') && !file.startsWith('lib/config/'))
    expect(readers.filter((file) => /process\.env/.test(source.get(file) ?? ''))).toEqual([])
  })

  test('asks the clock at the edges: stores and pure code of a domain get the time', () => {
    const asking = files.filter(
      (file) => domain.test(file) && !isService(file) && !isClient(file) && !file.includes('/postgres/'),
    )
    const clocks = asking.filter((file) => /new Date\(\)|Date\.now\(\)/.test(source.get(file) ?? ''))
    expect(clocks).toEqual([])
  })
})

test('store, service and database files are kept out of the browser by server-only', () => {
  const server = files.filter((file) => file.startsWith('lib/') && (isStore(file) || isService(file)))
  expect(server.length).toBeGreaterThan(10)
  expect(server.filter((file) => !/import 'server-only'/.test(source.get(file) ?? ''))).toEqual([])
})
