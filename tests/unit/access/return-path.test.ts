import { expect, test } from 'vitest'
import { returnPath, signInAddress } from '@/lib/access/return-path'

test.each<[string, unknown, string]>([
  ['a page', '/anomalies', '/anomalies'],
  ['a page and its search', '/explore?table=orders&q=a%20b', '/explore?table=orders&q=a%20b'],
  ['nothing', undefined, '/'],
  ['given twice', ['/a', '/b'], '/'],
  ['another site', 'https://evil.example/', '/'],
  ['another site without a scheme', '//evil.example', '/'],
  ['with a backslash', '/\\evil.example', '/'],
  ['with a tab', '/\t/evil.example', '/'],
  ['with dots', '/..//evil.example', '/'],
  ['a script', 'javascript:alert(1)', '/'],
  ['the sign-in itself', '/signin?from=/signin', '/'],
  ['an answer of the API', '/api/v1/datawatch/stats', '/'],
])('return path: %s', (_name, from, path) => {
  expect(returnPath(from)).toBe(path)
})

test.each([
  ['the start page', '/', {}, '/signin'],
  ['a page', '/dashboards', {}, '/signin?from=%2Fdashboards'],
  ['a search', '/explore', { q: 'a&b', table: undefined }, '/signin?from=%2Fexplore%3Fq%3Da%2526b'],
  ['a name said twice', '/explore', { q: ['a', 'b'] }, '/signin?from=%2Fexplore%3Fq%3Da%26q%3Db'],
])('sign-in address: %s', (_name, path, search, address) => {
  expect(signInAddress(path, search)).toBe(address)
})
