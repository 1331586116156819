import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync('docs/security.md', 'utf8')

test('every test that the page on security names is there', () => {
  const named = [...page.matchAll(/`((?:unit|integration|e2e|faults)\/[\w./-]+)`/g)].map(([, path]) => path!)
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((path) => !existsSync(`tests/${path}`))).toEqual([])
})

test('no item of the standard stands in two rows', () => {
  const rows = page.split('\n').flatMap((line) => /^\| ([\d., ]+) \|/.exec(line)?.[1]?.split(', ') ?? [])
  expect(rows.length).toBeGreaterThan(40)
  expect(rows.filter((item, at) => rows.indexOf(item) !== at)).toEqual([])
})
