import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Floor = { name: string; fixed: string; advisory: string; reason: string }

/** The first versions without a fault that was published; `fixed` may name one version for each line that was mended (`2.0.7 4.15.5`). */
const floors: Floor[] = [
  { name: 'next', fixed: '16.2.6', advisory: 'CVE-2026-23870', reason: 'a request that hangs the server' },
  { name: 'next-auth', fixed: '4.24.12', advisory: 'GHSA-5jpx-9hw9-2fx4', reason: 'mail to whom it was not meant for' },
  { name: 'nodemailer', fixed: '7.0.11', advisory: 'CVE-2025-14874', reason: 'an address that is parsed without end' },
  { name: 'liquidjs', fixed: '10.26.0', advisory: 'CVE-2026-45357', reason: 'templates past their limits' },
  { name: 'drizzle-orm', fixed: '0.45.2', advisory: 'CVE-2026-39356', reason: 'SQL in the name of an identifier' },
  { name: 'mdast-util-to-hast', fixed: '13.2.1', advisory: 'CVE-2025-66400', reason: 'classes chosen by Markdown' },
  { name: 'yaml', fixed: '2.8.3', advisory: 'CVE-2026-33532', reason: 'a stack that nesting overflows' },
  { name: 'jose', fixed: '2.0.7 4.15.5', advisory: 'CVE-2024-28176', reason: 'a token that unpacks without end' },
  { name: 'cookie', fixed: '0.7.0', advisory: 'CVE-2024-47764', reason: 'fields of a cookie in its name' },
  { name: 'pg', fixed: '7.1.2', advisory: 'CVE-2017-16082', reason: 'code in the name of a column' },
  { name: 'postcss', fixed: '8.4.31', advisory: 'CVE-2023-44270', reason: 'comments that are read as rules' },
  { name: 'nanoid', fixed: '3.3.8 5.0.9', advisory: 'CVE-2024-55565', reason: 'ids that can be foreseen' },
  { name: 'cross-spawn', fixed: '6.0.6 7.0.5', advisory: 'CVE-2024-21538', reason: 'a slow pattern' },
  { name: 'braces', fixed: '3.0.3', advisory: 'CVE-2024-4068', reason: 'memory without bound' },
  { name: 'micromatch', fixed: '4.0.8', advisory: 'CVE-2024-4067', reason: 'a slow pattern' },
  { name: 'tmp', fixed: '0.2.4', advisory: 'CVE-2025-54798', reason: 'files written through links' },
  { name: 'js-yaml', fixed: '3.14.2 4.1.1', advisory: 'CVE-2025-64718', reason: 'prototypes changed by a merge' },
  { name: 'diff', fixed: '8.0.3', advisory: 'CVE-2026-24001', reason: 'a patch that is parsed without end' },
  { name: 'vitest', fixed: '3.0.5', advisory: 'CVE-2025-24964', reason: 'commands from any page, while tests run' },
]

const numbers = (version: string) => version.split(/[.-]/).slice(0, 3).map(Number)
const isBelow = (version: string, floor: string) => {
  const [own, least] = [numbers(version), numbers(floor)]
  const at = own.findIndex((number, index) => number !== least[index])
  return at >= 0 && own[at]! < least[at]!
}

/** Whether a version has the fault: by the line that it is of, or, where that was not mended, by the newest that was. */
function isFaulty(version: string, fixed: string): boolean {
  const lines = fixed.split(' ')
  const own = lines.find((line) => numbers(line)[0] === numbers(version)[0])
  return isBelow(version, own ?? lines.at(-1)!)
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, { version?: string }>
}
const installed = Object.entries(lock.packages).map(([path, { version = '' }]) => ({
  name: path.split('node_modules/').at(-1)!,
  version,
}))

test.each(floors)('$name is not older than $fixed ($advisory: $reason)', ({ name, fixed }) => {
  const versions = installed.filter((one) => one.name === name).map(({ version }) => version)
  expect(versions.length, `${name} is not installed any more: take it out of the list`).toBeGreaterThan(0)
  expect(versions.filter((version) => isFaulty(version, fixed))).toEqual([])
})

test.each([
  ['4.15.4', '2.0.7 4.15.5', true],
  ['4.15.5', '2.0.7 4.15.5', false],
  ['2.0.6', '2.0.7 4.15.5', true],
  ['3.9.9', '2.0.7 4.15.5', true],
  ['5.0.0', '2.0.7 4.15.5', false],
  ['16.2.6', '16.2.6', false],
  ['16.10.0', '16.2.6', false],
])('%s against %s: faulty is %s', (version, fixed, faulty) => expect(isFaulty(version, fixed)).toBe(faulty))

test('what answers requests is named by one version, not by a range', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
  expect(Object.entries(dependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})
