import { expect } from '@playwright/test'
import { baseUrl, inShop, runDetection } from './demo'
import { AnomaliesPage } from './pages/anomalies-page'
import { test } from './test'

test('a row inserted into the shop by SQL moves a metric on the open page, without a reload', async ({ page }) => {
  await page.goto(`${baseUrl()}/explore/orders_by_channel?group_by=channel`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('kiosk')).toHaveCount(0)
  await page.evaluate(() => Object.assign(window, { untouched: true }))

  await inShop(
    (sql) => sql`insert into orders (customer_id, amount, status, channel) values (1, 99.99, 'pending', 'kiosk')`,
  )
  const inserted = Date.now()
  await expect(page.getByText('kiosk').first()).toBeAttached({ timeout: 10_000 })
  console.log(`visible ${((Date.now() - inserted) / 1000).toFixed(2)} s after the insert`)
  expect(await page.evaluate(() => 'untouched' in window)).toBe(true)
})

test('detection finds a planted incident; acknowledged by keyboard, it is still acknowledged after a reload', async ({
  page,
}) => {
  await expect
    .poll(
      async () => {
        await runDetection()
        const answer = await fetch(`${baseUrl()}/api/v1/datawatch/anomalies?status=open`)
        return ((await answer.json()) as { data: { count: number } }).data.count
      },
      { timeout: 90_000 },
    )
    .toBeGreaterThan(0)

  const anomalies = new AnomaliesPage(page)
  await anomalies.open()
  const row = anomalies.firstOpen()
  await expect(row).toBeVisible()
  const path = await anomalies.acknowledge(row, 'Known: a planted incident')
  await expect(anomalies.rowOf(path).getByRole('button', { name: 'Acknowledge' })).toHaveCount(0)

  await page.reload()
  await page.goto(`${baseUrl()}${path}`)
  await expect(page.getByText('Known: a planted incident', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toHaveCount(0)
})
