import { expect, test } from 'vitest'
import { formatLsn, parseLsn } from '@/lib/sources/postgres/lsn'
import { planStart } from '@/lib/sources/postgres/plan-start'

const wish = { identity: '77/shop', slot: 'dw', database: 'shop' }
const known = { identity: '77/shop', slot: 'dw', position: '0/20' }
const slot = { database: 'shop', plugin: 'pgoutput', confirmed: '0/10', activePid: null, lost: false }

test.each([
  ['nothing known, no slot', null, null, 'begin'],
  ['a try that ended before the slot was made', { ...known, position: null }, null, 'begin'],
  ['a state kept before the source was reached', { ...known, identity: '', position: null }, null, 'begin'],
  ['our slot, behind what is committed', known, slot, 'resume'],
  ['our slot, made just before a crash', { ...known, position: null }, slot, 'resume'],
  ['our slot is gone', known, null, 'again'],
  ['another server under the same name', { ...known, identity: '78/shop' }, null, 'begin'],
  ['our slot was read by somebody else', known, { ...slot, confirmed: '0/30' }, 'again'],
  ['the server dropped what we lack', known, { ...slot, lost: true }, 'again'],
  ['a slot that was never finished', known, { ...slot, confirmed: null }, 'again'],
  ['a slot that is in use', known, { ...slot, activePid: 12 }, 'wait'],
  ['a slot that is not ours', null, slot, 'refuse'],
  ['a slot of another database', known, { ...slot, database: 'other' }, 'refuse'],
  ['a slot of another plugin', known, { ...slot, plugin: 'wal2json' }, 'refuse'],
])('%s', (_, kept, found, kind) => {
  expect(planStart(wish, kept, found).kind).toBe(kind)
})

test.each([
  ['0/0', 0n, '0/00000000'],
  ['16/B374D848', 0x16b374d848n, '16/B374D848'],
  ['00000000/016b3748', 0x16b3748n, '0/016B3748'],
])('the position %s', (text, value, shown) => {
  expect(parseLsn(text)).toBe(value)
  expect(formatLsn(value)).toBe(shown)
})

test('what is no position is none', () => {
  expect(parseLsn('0')).toBeNull()
  expect(parseLsn('0/123456789')).toBeNull()
})
