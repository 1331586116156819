import { expect } from '@playwright/test'
import postgres from 'postgres'
import { followTutorial } from '@/tests/support/tutorial'
import { baseUrl, inShop, shopUrl } from './demo'
import { bringAxe, findFaults } from './pages/axe'
import { callApi } from './pages/board-page'
import { test } from './test'

const name = 'ledger'

test.beforeAll(async () => {
  const known = await inShop((sql) => sql`select from pg_database where datname = ${name}`)
  if (known.length > 0) return
  await inShop((sql) => sql.unsafe(`create database ${name}`))
  const sql = postgres(shopUrl(name), { max: 1, onnotice: () => {} })
  await sql`create role bookkeeper login password 'p@ss/word'`
  await sql`create table invoices (id serial primary key, amount numeric(10,2) not null, state text not null)`
  await sql`create table clicks (page text)`
  await sql`insert into invoices (amount, state) select 10, 'open' from generate_series(1, 30)`
  await sql.end()
})

test.afterAll(async () => {
  await callApi(`/sources/${name}`, 'DELETE').catch(() => {})
})

test('from the address of a database to its first chart: what is in the way is said, mended and gone', async ({
  page,
}) => {
  await bringAxe(page.context())
  const address = new URL(shopUrl(name))
  await page.goto(`${baseUrl()}/sources`)
  await page.getByRole('link', { name: 'Add a source' }).first().click()
  await page.getByText('Fields', { exact: true }).click()
  await page.getByLabel('Host').fill(address.hostname)
  await page.getByLabel('Port').fill(address.port)
  await page.getByLabel('Database', { exact: true }).fill(name)
  await page.getByLabel('User').fill('bookkeeper')
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  const checks = page.getByRole('list', { name: 'Checks' })
  await expect(checks.getByText('password authentication failed')).toBeVisible()
  await page.getByLabel('Password').fill('p@ss/word')
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(checks.getByText('bookkeeper may not read')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled()
  expect(await findFaults(page, 'everything')).toEqual([])
  const statements = await checks.locator('pre').allInnerTexts()
  const rights = statements.filter((text) => /^(ALTER ROLE|GRANT|CREATE PUBLICATION)/.test(text))
  expect(rights).toHaveLength(3)
  const sql = postgres(shopUrl(name), { max: 1, onnotice: () => {} })
  for (const text of rights) await sql.unsafe(text)
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('nothing is in the way')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'public.invoices' })).toBeChecked()
  expect(await findFaults(page, 'everything')).toEqual([])
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText('streaming').first()).toBeVisible()
  await sql`insert into invoices (amount, state) values (99, 'paid')`
  await page.getByRole('link', { name: 'Board of invoices' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/invoices/i)
  await expect(page.locator('svg.recharts-surface').first()).toBeVisible()
  await sql.end()
})

test('a source is paused, goes on, and is read again', async ({ page }) => {
  await bringAxe(page.context())
  await page.goto(`${baseUrl()}/sources/${name}`)
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(page.getByText('its disk may fill up')).toBeVisible()
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(page.getByText('its disk may fill up')).toBeHidden()
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Change' }).click()
  const changing = page.getByRole('dialog', { name: `Change ${name}` })
  await expect(changing).toBeVisible()
  expect(await findFaults(page, 'everything')).toEqual([])
  await page.keyboard.press('Escape')
  await expect(changing).toBeHidden()
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Read tables again' }).click()
  await page.getByRole('checkbox', { name: 'public.clicks' }).uncheck()
  await page.getByRole('button', { name: 'Read 1 again' }).click()
  await expect
    .poll(async () => {
      const { reread, tables } = await callApi<{ reread: unknown; tables: { read: boolean }[] }>(`/sources/${name}`)
      return reread === null && tables.every(({ read }) => read)
    })
    .toBe(true)
})

test('a sender is set up with a key made for it, and the page hears of its first event', async ({ page }) => {
  await page.goto(`${baseUrl()}/sources/new?kind=http`)
  await page.getByLabel('Name of the source').fill('till')
  await page.getByRole('button', { name: 'Make a key for it' }).click()
  await expect(page.getByText('it is not shown again')).toBeVisible()
  const code = await page.getByRole('figure').filter({ hasText: 'One change' }).locator('pre').innerText()
  const key = /Bearer (dw_\w+)/.exec(code)?.[1]
  const url = /"(http[^"]+)"/.exec(code)?.[1]
  await expect(page.getByText('Waiting for the first event')).toBeVisible()
  const after = { id: 1, amount: 5 }
  const answer = await fetch(url!, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify([{ id: 'e1', type: 'INSERT', table: 'tills', timestamp: new Date().toISOString(), after }]),
  })
  expect(answer.status).toBe(202)
  await expect(page.getByText('till has sent its first events')).toBeVisible()
  await page.getByRole('link', { name: 'See what came' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'till' })).toBeVisible()
  await expect(page.getByText('receiving').first()).toBeVisible()
})

test('the steps of the tutorial lead to the first chart', async ({ page }) => {
  await inShop((sql) => sql.unsafe('create database own_shop'))
  const sql = postgres(shopUrl('own_shop'), { max: 1, onnotice: () => {} })
  await sql`create table parcels (id serial primary key, weight numeric, state text)`
  await sql`insert into parcels (weight, state) select n, 'open' from generate_series(1, 20) n`
  await sql.end()
  await followTutorial(page, baseUrl(), shopUrl('own_shop'))
  await callApi('/sources/own_shop', 'DELETE')
})
