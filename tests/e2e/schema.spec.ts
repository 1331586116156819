import { expect } from '@playwright/test'
import { baseUrl, inShop } from './demo'
import { SchemaPage } from './pages/schema-page'
import { test } from './test'

const api = async (path: string, body: unknown) => {
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}

test('a column that is added while the shop runs is told; one that is renamed is followed to what reads it', async ({
  page,
}) => {
  const schema = new SchemaPage(page)
  await inShop((sql) => sql`alter table products add column height numeric(8,3)`)
  await schema.open()
  await schema.openTable('products')
  await expect(schema.columnOf('products', 'height')).toContainText('numeric(8,3)', { timeout: 30_000 })
  await expect(schema.change('products.height was added (numeric(8,3))')).toBeVisible()

  const rows = Array.from({ length: 40 }, (_, id) => ({
    type: 'INSERT',
    table: 'crates',
    timestamp: new Date(Date.now() - id * 1000).toISOString(),
    after: { id, status: id % 2 ? 'open' : 'shut' },
  }))
  await api('/events/batch', rows)
  await api('/dashboards', {
    name: 'Crates',
    widgets: [{ type: 'bar', title: 'By status', metric: 'crates_by_status' }],
  })
  await api('/schema/ddl', { sql: 'ALTER TABLE crates RENAME COLUMN status TO state' })

  await schema.open()
  await schema.openTable('crates')
  await schema.change('crates.status was renamed to state').click()
  await expect(schema.drawer.getByRole('link', { name: 'By status', exact: true })).toBeVisible()
  await schema.remap('state')
  await expect(schema.drawer.getByText(/^Moved /)).toBeVisible()
  await schema.acknowledge('moved with release 4.2')
  await schema.drawer.getByRole('button', { name: 'Close' }).click()
  await expect(schema.drawer).toHaveCount(0)
  await expect(schema.changes.getByText('known to')).toBeVisible()

  await schema.compare()
  const diff = page.getByRole('region', { name: 'crates' })
  await expect(diff.getByText('crates.status was renamed to state')).toBeVisible()
})
