import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followValues } from '@/lib/quality/service/follow-values'
import { createContext } from '@/lib/runtime/runtime'
import { ingest } from '@/tests/support/http'
import { addRule, rules, settle, violation, violations } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const at = new Date(Date.now() - 120_000)
let made = 0
const event = (type: string, table: string, rest: Record<string, unknown>) => {
  made += 1
  return { id: `e${made}`, type, table, timestamp: new Date(at.getTime() + made * 10).toISOString(), ...rest }
}
const insert = (table: string, after: Record<string, unknown>) => event('INSERT', table, { after })
const update = (table: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
  event('UPDATE', table, { before, after })
const remove = (table: string, before: Record<string, unknown>) => event('DELETE', table, { before })

/** Follows what was left, as of some seconds from now. */
const follow = (seconds = 0) =>
  followValues({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(Date.now() + seconds * 1000) })
const figures = async (table: string) => (await rules({ table })).data.rules.map((rule) => rule.figures)

describe('a column that must be unique', () => {
  test('counts each row that has the value of an earlier one, also of rows from before the rule', async () => {
    await ingest([insert('users', { id: 1, code: 'old' })])
    await addRule({ table: 'users', column: 'code', type: 'unique' })
    await ingest([
      insert('users', { id: 2, code: 'a' }),
      insert('users', { id: 3, code: 'a' }),
      insert('users', { id: 4, code: 'old' }),
      insert('users', { id: 5, code: null }),
    ])
    await follow(11)
    expect(await figures('users')).toMatchObject([{ checked: 3, failed: 2 }])
    await ingest([
      update('users', { id: 3, code: 'a' }, { id: 3, code: 'b' }),
      remove('users', { id: 2, code: 'a' }),
      insert('users', { id: 6, code: 'a' }),
      update('users', { id: 6, code: 'a' }, { id: 6, code: 'a', seen: 1 }),
    ])
    await follow(11)
    expect(await figures('users')).toMatchObject([{ checked: 5, failed: 2 }])
    await settle()
    const [found] = (await violations({ table: 'users' })).data.violations
    expect((await violation(found!.id)).data.examples.length).toBeGreaterThan(0)
  })

  test('several columns are unique together', async () => {
    await addRule({ table: 'seats', columns: ['row', 'place'], type: 'unique' })
    await ingest([
      insert('seats', { id: 1, row: 'A', place: 1 }),
      insert('seats', { id: 2, row: 'A', place: 2 }),
      insert('seats', { id: 3, row: 'A', place: '1' }),
    ])
    await follow(11)
    expect(await figures('seats')).toMatchObject([{ checked: 3, failed: 1 }])
  })

  test('an emptied table has no values', async () => {
    await addRule({ table: 'slots', column: 'code', type: 'unique' })
    await ingest([insert('slots', { id: 1, code: 'x' })])
    await ingest([event('TRUNCATE', 'slots', {})])
    await ingest([insert('slots', { id: 2, code: 'x' })])
    await follow(11)
    expect(await figures('slots')).toMatchObject([{ checked: 2, failed: 0 }])
  })
})

describe('a reference', () => {
  test('may come before the row that it points to, within the grace, and breaks where that never comes or goes', async () => {
    await ingest([insert('buyers', { id: 1, name: 'Ann' })])
    await addRule({
      table: 'deals',
      column: 'buyer_id',
      type: 'references',
      params: { references: { table: 'buyers' }, grace: '20s' },
    })
    await ingest([
      insert('deals', { id: 1, buyer_id: 1 }),
      insert('deals', { id: 2, buyer_id: 2 }),
      insert('deals', { id: 3, buyer_id: 3 }),
      insert('deals', { id: 4, buyer_id: null }),
    ])
    await follow(11)
    await ingest([insert('buyers', { id: 2, name: 'Bob' })])
    await follow(11)
    expect(await figures('deals')).toMatchObject([{ checked: 0 }])
    await follow(60)
    expect(await figures('deals')).toMatchObject([{ checked: 3, failed: 1 }])
    await ingest([
      remove('buyers', { id: 1, name: 'Ann' }),
      remove('deals', { id: 2, buyer_id: 2 }),
      remove('buyers', { id: 2, name: 'Bob' }),
    ])
    await follow(11)
    await follow(60)
    expect(await figures('deals')).toMatchObject([{ checked: 4, failed: 2 }])
    await settle()
    const [found] = (await violations({ table: 'deals' })).data.violations
    expect((await violation(found!.id)).data.cause).toMatch(/refer by buyer_id to rows of buyers that there are not/)
  })
})
