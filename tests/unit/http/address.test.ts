import { expect, test } from 'vitest'
import { templateOf } from '@/lib/http/address'

test.each<[string, Record<string, string | string[]>, string]>([
  ['/health', {}, '/health'],
  ['/api/v1/metrics/orders_rows/query', { name: 'orders_rows' }, '/api/v1/metrics/[name]/query'],
  ['/api/v1/metrics/a%20b', { name: 'a b' }, '/api/v1/metrics/[name]'],
  ['/api/v1/metrics/%', { name: '%' }, '/api/v1/metrics/[name]'],
  ['/api/v1/query/query', { name: 'query' }, '/api/v1/query/[name]'],
  ['/api/v1/a/b/c', { path: ['a', 'b', 'c'] }, '/api/v1/[...path]'],
])('%s', (pathname, params, template) => expect(templateOf(pathname, params)).toBe(template))
