import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { EventsPage } from './pages/events-page'
import { test } from './test'

let made = 0

async function sendUpdates(table: string, count: number) {
  const events = Array.from({ length: count }, () => {
    made += 1
    return {
      id: `${table}-${made}`,
      type: 'UPDATE',
      table,
      timestamp: new Date().toISOString(),
      before: { id: 1, price: made - 1, note: 'kept' },
      after: { id: 1, price: made, note: 'kept' },
    }
  })
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch/events/batch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(events),
  })
  expect(answer.status).toBe(202)
}

test('events come to the top of the open page; paused they are counted, and come when it goes on', async ({ page }) => {
  await sendUpdates('e2e_live', 1)
  const events = new EventsPage(page)
  await events.open('e2e_live')
  await expect(events.rows).toHaveCount(1)
  await sendUpdates('e2e_live', 3)
  await expect(events.rows).toHaveCount(4)
  await expect(events.rows.first()).toContainText(`→ ${made}`)

  await page.keyboard.press('p')
  await sendUpdates('e2e_live', 5)
  await expect(events.status('5 new')).toBeVisible()
  await expect(events.rows).toHaveCount(4)
  await page.keyboard.press('p')
  await expect(events.rows).toHaveCount(9)
})

test('an event opens by keyboard with what it changed, has an address of its own, and gives the focus back', async ({
  page,
}) => {
  await sendUpdates('e2e_open', 2)
  const events = new EventsPage(page)
  await events.open('e2e_open')
  await events.openNewest()
  const diff = events.drawer.getByRole('table', { name: 'Row before and after' })
  await expect(diff.getByRole('row', { name: /price \(changed\)/ })).toContainText(`${made - 1}${made}`)
  await expect(diff.getByRole('row', { name: /note/ })).toHaveCount(0)
  await events.drawer.getByRole('button', { name: /unchanged columns/ }).click()
  await expect(diff.getByRole('row', { name: /note/ })).toBeVisible()
  await page.reload()
  await expect(events.drawer).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(events.drawer).toBeHidden()
  await expect(page).not.toHaveURL(/event=/)
})

test('an example is inspected: its events, its mistakes beside their index, its columns and metrics', async ({
  page,
}) => {
  await page.goto(`${baseUrl()}/events/inspect`)
  await page.getByRole('combobox', { name: 'Example' }).click()
  await page.getByRole('option', { name: 'A batch with mistakes' }).click()
  await expect(page.getByText('invalid_type')).toBeVisible()
  await expect(page.getByText('invalid_timestamp')).toBeVisible()
  const table = page.getByRole('region', { name: 'Table orders' })
  await expect(table.getByText('orders_amount_sum', { exact: true })).toBeVisible()
  const column = table.getByRole('listitem').filter({ has: page.getByText('customer_id', { exact: true }) })
  await expect(column).toContainText('identifier')
})

test('storage shows each kind of data, and the parts of one when it is opened', async ({ page }) => {
  await page.goto(`${baseUrl()}/storage`)
  const kinds = page.getByRole('table', { name: 'Kinds of data' })
  await expect(kinds.getByRole('row', { name: /Raw events/ })).toBeVisible()
  const before = await kinds.getByRole('row').count()
  await kinds.getByRole('button', { name: /^Raw events/ }).click()
  expect(await kinds.getByRole('row').count()).toBeGreaterThan(before)
})
