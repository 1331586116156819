import { describe, expect, test } from 'vitest'
import { mayBeSame, readType, showType } from '@/lib/schemas/normal-type'

describe('a type in common words', () => {
  test.each([
    ['int4', 'int32'],
    ['serial', 'int32'],
    ['bigint(20) unsigned', 'unsigned int64'],
    ['int unsigned zerofill', 'unsigned int32'],
    ['tinyint(1)', 'boolean'],
    ['tinyint(4)', 'int8'],
    ['bit(1)', 'boolean'],
    ['bit(8)', 'bits(8)'],
    ['numeric', 'decimal'],
    ['NUMERIC(10, 2)', 'decimal(10, 2)'],
    ['decimal(5)', 'decimal(5, 0)'],
    ['decimal(*,2)', 'decimal(?, 2)'],
    ['double precision', 'float64'],
    ['real', 'float32'],
    ['character varying(50)', 'text(50)'],
    ['varchar(50) character set utf8mb4', 'text(50)'],
    ['char(3)', 'char(3)'],
    ['longtext', 'text'],
    ['timestamp(3) without time zone', 'timestamp without zone'],
    ['timestamptz', 'timestamp with zone'],
    ['datetime(6)', 'timestamp without zone'],
    ['timestamp', 'timestamp'],
    ['_int4', 'list of int32'],
    ['text[]', 'list of text'],
    ["enum('a','b')", 'enum of 2'],
    ['jsonb', 'json'],
    ['bytea', 'bytes'],
    ['public.mood', 'mood'],
    ['number', 'number'],
    ['moment', 'date or time'],
    ['GEOMETRY', 'geometry'],
  ])('%s is %s', (given, shown) => expect(showType(readType(given))).toBe(shown))
})

describe('two names', () => {
  test.each([
    ['of one type', 'int4', 'INTEGER', true],
    ['of one type, told less exactly', 'string', 'varchar(50)', true],
    ['of a number by its values', 'number', 'numeric(10,2)', true],
    ['of a time by its values', 'moment', 'timestamptz', true],
    ['with a zone or none, where one does not say', 'timestamp', 'timestamptz', true],
    ['of a decimal whose digits one does not say', 'decimal(*,2)', 'numeric(10,2)', true],
    ['where one is not told', undefined, 'int', true],
    ['of other sizes', 'int', 'bigint', false],
    ['of other scales', 'numeric(10,2)', 'numeric(10,4)', false],
    ['of other lengths', 'varchar(20)', 'varchar(50)', false],
    ['of a bounded text and one without bounds', 'varchar(20)', 'text', false],
    ['of other zones', 'timestamp without time zone', 'timestamptz', false],
    ['of texts and numbers', 'text', 'int', false],
    ['of lists of other things', 'int[]', 'text[]', false],
  ])('%s', (_name, one, other, same) => {
    expect(mayBeSame(one, other)).toBe(same)
    expect(mayBeSame(other, one)).toBe(same)
  })
})
