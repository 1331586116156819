import { describe, expect, test } from 'vitest'
import { judgeChange, judgeType, severityOf } from '@/lib/schemas/compatibility'

describe('a type that becomes another', () => {
  test.each([
    ['int', 'bigint', 'compatible'],
    ['bigint', 'int', 'breaking'],
    ['int', 'int unsigned', 'breaking'],
    ['int unsigned', 'int', 'breaking'],
    ['int unsigned', 'bigint', 'compatible'],
    ['int', 'numeric(12,2)', 'warning'],
    ['int', 'numeric(8,2)', 'breaking'],
    ['bigint', 'double precision', 'breaking'],
    ['smallint', 'real', 'warning'],
    ['numeric(10,2)', 'numeric(12,2)', 'compatible'],
    ['numeric(10,2)', 'numeric(12,4)', 'compatible'],
    ['numeric(10,2)', 'numeric(10,4)', 'breaking'],
    ['numeric(10,2)', 'numeric(10,1)', 'breaking'],
    ['numeric(10,2)', 'numeric', 'compatible'],
    ['numeric(10,2)', 'integer', 'breaking'],
    ['numeric(10,2)', 'double precision', 'warning'],
    ['real', 'double precision', 'compatible'],
    ['double precision', 'real', 'breaking'],
    ['int', 'text', 'breaking'],
    ['text', 'int', 'breaking'],
    ['varchar(50)', 'varchar(100)', 'compatible'],
    ['varchar(100)', 'varchar(50)', 'breaking'],
    ['varchar(100)', 'text', 'compatible'],
    ['text', 'varchar(100)', 'breaking'],
    ["enum('a','b')", "enum('a','b','c')", 'warning'],
    ["enum('a','b')", "enum('a')", 'breaking'],
    ["enum('a')", 'varchar(20)', 'warning'],
    ['boolean', 'int', 'breaking'],
    ['date', 'timestamp', 'warning'],
    ['timestamp', 'date', 'breaking'],
    ['timestamp without time zone', 'timestamptz', 'warning'],
    ['timestamp(6)', 'timestamp(3)', 'warning'],
    ['timestamp(3)', 'timestamp(6)', 'compatible'],
    ['uuid', 'text', 'warning'],
    ['text', 'uuid', 'breaking'],
    ['json', 'jsonb', 'compatible'],
    ['json', 'text', 'breaking'],
    ['int[]', 'bigint[]', 'compatible'],
    ['int', 'int[]', 'breaking'],
    ['number', 'string', 'breaking'],
    ['date', 'boolean', 'breaking'],
    [undefined, 'int', 'warning'],
  ])('%s to %s is %s, and says why', (from, to, expected) => {
    const { compatibility, reason } = judgeType(from, to)
    expect(compatibility).toBe(expected)
    expect(reason).toMatch(/^[A-Z0-9].{5,}[^.]$/)
  })
})

describe('a change', () => {
  test.each([
    ['a column that may be null', { kind: 'column_added' as const, required: false }, 'compatible', 'low'],
    [
      'a column that must be said',
      { kind: 'column_added' as const, required: true, hasDefault: false },
      'warning',
      'medium',
    ],
    [
      'a column with a default',
      { kind: 'column_added' as const, required: true, hasDefault: true },
      'compatible',
      'low',
    ],
    ['a column that goes', { kind: 'column_dropped' as const }, 'breaking', 'high'],
    ['a column of another name', { kind: 'column_renamed' as const }, 'breaking', 'high'],
    ['nulls from now on', { kind: 'nullability_changed' as const, required: false }, 'warning', 'medium'],
    ['no nulls and no default', { kind: 'nullability_changed' as const, required: true }, 'breaking', 'high'],
    [
      'no nulls, with a default',
      { kind: 'nullability_changed' as const, required: true, hasDefault: true },
      'warning',
      'medium',
    ],
    ['another default', { kind: 'default_changed' as const, required: true, hasDefault: true }, 'compatible', 'low'],
    [
      'no default any more where one is needed',
      { kind: 'default_changed' as const, required: true, hasDefault: false },
      'breaking',
      'high',
    ],
    ['a first key', { kind: 'primary_key_changed' as const }, 'compatible', 'low'],
    ['another key', { kind: 'primary_key_changed' as const, previous: 'id', current: 'uid' }, 'breaking', 'critical'],
    ['a unique index', { kind: 'index_added' as const, unique: true }, 'warning', 'medium'],
    ['an index less', { kind: 'index_dropped' as const }, 'compatible', 'low'],
    ['a table that goes', { kind: 'table_dropped' as const }, 'breaking', 'critical'],
    ['a statement nobody understands', { kind: 'statement_unread' as const }, 'warning', 'medium'],
  ])('%s', (_name, change, compatibility, severity) => {
    expect(judgeChange(change).compatibility).toBe(compatibility)
    expect(severityOf(change.kind, judgeChange(change).compatibility)).toBe(severity)
  })
})
