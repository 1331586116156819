import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as metricsRoute from '@/app/api/v1/datawatch/metrics/route'
import * as columnRoute from '@/app/api/v1/datawatch/schema/columns/[table]/[column]/route'
import * as columnsRoute from '@/app/api/v1/datawatch/schema/columns/route'
import type { ColumnList } from '@/lib/metrics/columns-contract'
import type { MetricList } from '@/lib/metrics/contract'
import { call, ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const config = `metrics:
  columns:
    - {table: shops, column: code, role: categorical}
    - {table: "*", column: amount, unit: EUR}
`
const folder = mkdtempSync(join(tmpdir(), 'datawatch-columns-'))
const file = join(folder, 'datawatch.yaml')

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  writeFileSync(file, config)
  runtime = await startRuntime({ DATAWATCH_CONFIG: file })
  await send('parcels', { id: 1, grade: 7, zip: 10115, amount: 5 })
  await send('shops', { id: 1, code: 'A-17', amount: 5 })
})
afterAll(async () => {
  await runtime.stop()
  rmSync(folder, { recursive: true, force: true })
})

const send = (table: string, after: Record<string, unknown>) => ingest([insertEvent({ table, after })])
const list = (table: string) => call<ColumnList>(columnsRoute.GET, '/schema/columns', { query: { table } })
const patch = (table: string, column: string, body: unknown) =>
  call<ColumnList>(columnRoute.PATCH, `/schema/columns/${table}/${column}`, {
    method: 'PATCH',
    params: { table, column },
    body,
  })
const metricsOf = async (table: string, column: string) => {
  const { data } = await call<MetricList>(metricsRoute.GET, '/metrics', { query: { table } })
  return data.metrics.filter(({ field }) => field === column).map(({ name, unit }) => [name, unit])
}
const columnOf = async (table: string, column: string) =>
  (await list(table)).data.columns.find((one) => one.column === column)

describe('the columns of a table', () => {
  test('200: each with its role, why, and its unit', async () => {
    const answer = await list('public.parcels')
    expect(answer.status).toBe(200)
    expect(answer.data.count).toBe(4)
    expect(await columnOf('parcels', 'zip')).toMatchObject({
      schema: 'public',
      role: 'identifier',
      discovered_role: 'identifier',
      why: 'its name is one of identifiers; the one value seen is a whole number',
      role_set: null,
      set_by: null,
      unit: '',
      values: 1,
    })
  })
  test('404: a table that nothing was heard of', async () => expect((await list('nowhere')).status).toBe(404))
  test('400: no table', async () => expect((await call(columnsRoute.GET, '/schema/columns', {})).status).toBe(400))
})

describe('what the configuration says', () => {
  test('200: a role is taken at once, and counted by', async () => {
    expect(await columnOf('shops', 'code')).toMatchObject({ role: 'categorical', set_by: 'configuration' })
    expect(await metricsOf('shops', 'code')).toEqual([
      ['shops_by_code', ''],
      ['shops_code_dwell_seconds', 's'],
      ['shops_code_transitions', ''],
      ['shops_current_by_code', ''],
    ])
  })
  test('200: amounts are in the currency of their table while it has only one', async () => {
    const bill = (id: number, currency: string) => insertEvent({ table: 'bills', after: { id, total: 5, currency } })
    await ingest([bill(1, 'CHF'), bill(2, 'CHF')])
    expect(await metricsOf('bills', 'total')).toContainEqual(['bills_total_sum', 'CHF'])
    await ingest([bill(3, 'USD')])
    expect(await metricsOf('bills', 'total')).toContainEqual(['bills_total_sum', 'currency'])
  })
  test('200: a unit is that of the metrics', async () => {
    expect(await columnOf('shops', 'amount')).toMatchObject({ role: 'numeric', unit: 'EUR', role_set: null })
    expect((await metricsOf('shops', 'amount'))[0]).toEqual(['shops_amount_avg', 'EUR'])
  })
  test('409: it is changed there', async () => {
    const answer = await patch('shops', 'code', { role: 'text' })
    expect(answer.status).toBe(409)
    expect(answer.json.detail).toMatch(/metrics\.columns/)
  })
})

describe('what a person sets', () => {
  test('200: metrics of the old role go, those of the new come and count from the next event on', async () => {
    expect(await metricsOf('parcels', 'grade')).toEqual([
      ['parcels_by_grade', ''],
      ['parcels_current_by_grade', ''],
      ['parcels_grade_dwell_seconds', 's'],
      ['parcels_grade_transitions', ''],
    ])
    const answer = await patch('parcels', 'grade', { role: 'numeric', unit: 'kg' })
    expect(answer.status).toBe(200)
    expect(await columnOf('parcels', 'grade')).toMatchObject({
      role: 'numeric',
      discovered_role: 'categorical',
      role_set: 'numeric',
      unit: 'kg',
      set_by: 'person',
    })
    await send('parcels', { id: 2, grade: 8 })
    expect(await columnOf('parcels', 'grade')).toMatchObject({ role: 'numeric' })
    expect(await metricsOf('parcels', 'grade')).toEqual([
      ['parcels_grade_avg', 'kg'],
      ['parcels_grade_max', 'kg'],
      ['parcels_grade_min', 'kg'],
      ['parcels_grade_p50', 'kg'],
      ['parcels_grade_p95', 'kg'],
      ['parcels_grade_p99', 'kg'],
      ['parcels_grade_sum', 'kg'],
      ['parcels_grade_total', 'kg'],
    ])
  })
  test('200: null leaves it to discovery again', async () => {
    const answer = await patch('parcels', 'grade', { role: null, unit: null })
    expect(answer.status).toBe(200)
    await send('parcels', { id: 3, grade: 9 })
    expect(await columnOf('parcels', 'grade')).toMatchObject({ role: 'categorical', role_set: null, set_by: null })
    expect(await metricsOf('parcels', 'grade')).toEqual([
      ['parcels_by_grade', ''],
      ['parcels_current_by_grade', ''],
      ['parcels_grade_dwell_seconds', 's'],
      ['parcels_grade_transitions', ''],
    ])
  })
  test('200: an identifier can be counted by, from the next event on', async () => {
    await patch('parcels', 'zip', { role: 'categorical' })
    await send('parcels', { id: 4, zip: 20095 })
    const rows = await runtime.db.$client`
      select label_key from series join measures on measures.id = measure_id where field = 'zip' and table_name = 'parcels' and kind = 'category'`
    expect(rows.map((row) => row.label_key)).toEqual(['10115', '20095'])
    expect(await metricsOf('parcels', 'zip')).toEqual([
      ['parcels_by_zip', ''],
      ['parcels_current_by_zip', ''],
      ['parcels_zip_dwell_seconds', 's'],
      ['parcels_zip_transitions', ''],
    ])
  })
  test('200: what another process set is taken over with the next writing of what was seen', async () => {
    await send('crates', { id: 1, zip: 10115 })
    const sql = runtime.db.$client
    await sql`
      update table_columns set role = 'categorical', role_set = 'categorical'
      where name = 'zip' and table_id = (select id from source_tables where name = 'crates')`
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await send('crates', { id: 2, zip: 10117 })
    await send('crates', { id: 3, zip: 20095 })
    const rows = await sql`
      select label_key, count::int from samples_1d join series on series.id = series_id
        join measures on measures.id = measure_id
      where field = 'zip' and table_name = 'crates' and kind = 'category' and count > 0`
    expect(rows.map((row) => [row.label_key, row.count])).toEqual([['20095', 1]])
    expect(await columnOf('crates', 'zip')).toMatchObject({ role: 'categorical', role_set: 'categorical' })
  })
  test('404: a column that was meant otherwise is named', async () => {
    const answer = await patch('parcels', 'grad', { role: 'text' })
    expect([answer.status, answer.json.detail]).toEqual([404, 'parcels has no column "grad"; did you mean grade?'])
  })
  test.each([
    ['a role that is none', { role: 'number' }],
    ['a role that is only waited for', { role: 'pending' }],
    ['nothing', {}],
    ['an unknown key', { rolle: 'text' }],
  ])('422: %s', async (_name, body) => expect((await patch('parcels', 'zip', body)).status).toBe(422))
})
