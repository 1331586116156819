import { expect, test } from 'vitest'
import { readOverrides } from '@/lib/metrics/override'

const of = readOverrides([
  { table: '*', column: 'zip', role: 'identifier' },
  { table: 'orders', column: 'zip', role: 'categorical', unit: 'x' },
  { table: 'archive.orders', column: 'zip', role: 'text' },
  { table: 'orders', column: 'amount', unit: 'EUR' },
])

test.each([
  ['any table', 'public', 'people', 'zip', { role: 'identifier', unit: null }],
  ['a table by its name', 'public', 'orders', 'zip', { role: 'categorical', unit: 'x' }],
  ['a table with its schema, the unit from the less specific', 'archive', 'orders', 'zip', { role: 'text', unit: 'x' }],
  ['case makes no difference', 'Public', 'Orders', 'ZIP', { role: 'categorical', unit: 'x' }],
  ['a unit alone', 'public', 'orders', 'amount', { role: null, unit: 'EUR' }],
  ['a column that is not named', 'public', 'orders', 'status', { role: null, unit: null }],
  ['a part of a name is none', 'public', 'orders', 'zip_code', { role: null, unit: null }],
])('%s', (_name, schema, table, column, expected) => expect(of(schema, table, column)).toEqual(expected))
