import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describedKeys } from '@/lib/config/described-keys'
import { keyPaths } from '@/lib/config/keys'
import { configurationReference } from '@/lib/config/reference'
import { configSchema } from '@/lib/config/schema'
import { metricsReference, processMetrics } from '@/lib/runtime/metrics-reference'
import { metricGroups, ownMetrics } from '@/lib/runtime/own-metrics'

const page = (name: string) => readFileSync(`docs/reference/${name}.md`, 'utf8')
const isSentence = (text: string) => /^[A-Z0-9`].*\.$/s.test(text)

test('the reference of the configuration is what the schema says; npm run reference writes it', () => {
  expect(page('configuration')).toBe(configurationReference(configSchema))
})

test('every key is in it, and says in a sentence what it is for', () => {
  const keys = describedKeys(configSchema).flatMap(({ keys }) => keys)
  expect(keys.filter(({ says }) => !isSentence(says)).map(({ path }) => path)).toEqual([])
  const told = new Set(keys.map(({ path }) => path))
  const sections = Object.keys(configSchema.shape)
  const known = keyPaths(configSchema).map(({ path }) => path)
  const plain = known.filter((path) => !/\*|^alerts\.channels\./.test(path) && !sections.includes(path))
  expect(plain.filter((path) => !told.has(path))).toEqual([])
})

/** Beside Linux there are fewer of them. */
const before = (text: string) => text.split('\n## Process\n')

test('the reference of the metrics is what is exposed; npm run reference writes it', () => {
  const [own, ofProcess] = before(metricsReference(processMetrics()))
  const [committed, known] = before(page('metrics'))
  expect(committed).toBe(own)
  const sections = (text = '') => text.split('\n### ').slice(1)
  const found = sections(known).map((one) => one.trim())
  expect(found).toEqual(expect.arrayContaining(sections(ofProcess).map((one) => one.trim())))
})

test('every metric is in a group, and says in a sentence what it is', () => {
  const grouped = metricGroups.flatMap(({ metrics }) => Object.entries(metrics))
  expect(grouped.map(([name]) => name).sort()).toEqual(Object.keys(ownMetrics).sort())
  expect(grouped.filter(([, { help }]) => !isSentence(help)).map(([name]) => name)).toEqual([])
})
