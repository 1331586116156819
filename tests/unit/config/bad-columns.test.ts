import { expect, test } from 'vitest'
import { configFolder } from '@/tests/support/config-folder'

const { problems } = configFolder()

test.each([
  [
    'a role that there is none of',
    'metrics:\n  columns:\n    - table: orders\n      column: zip\n      role: identifer\n',
    'datawatch.yaml:5: metrics.columns.0.role must be one of numeric, categorical, identifier, timestamp, text, json (got "identifer"); did you mean identifier?',
  ],
  [
    'a column without role and unit',
    'metrics:\n  columns:\n    - table: orders\n      column: zip\n',
    'datawatch.yaml:3: metrics.columns.0 needs a role, a unit or both',
  ],
  [
    'a column that is set twice',
    'metrics:\n  columns:\n    - {table: orders, column: zip, role: text}\n    - {table: orders, column: zip, unit: m}\n',
    'datawatch.yaml:4: metrics.columns.1: zip of orders is set by an entry before',
  ],
])('%s', (_name, yaml, message) => {
  expect(problems(yaml)).toEqual([message])
})
