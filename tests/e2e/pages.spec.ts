import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { test } from './test'

const places = [
  ['Overview', '/'],
  ['Dashboards', '/dashboards'],
  ['Explore', '/explore'],
  ['Events', '/events'],
  ['Alerts', '/alerts'],
  ['Anomalies', '/anomalies'],
] as const

for (const [width, height, colorScheme] of [
  [1440, 900, 'light'],
  [390, 844, 'dark'],
] as const) {
  test.describe(`${width} wide, ${colorScheme}`, () => {
    test.use({ viewport: { width, height }, colorScheme })

    test('each page opens from the navigation, fits its width and logs no error', async ({ page }) => {
      const errors: string[] = []
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      page.on('pageerror', (error) => errors.push(error.message))
      await page.goto(baseUrl())
      for (const [name, path] of places) {
        await page
          .getByRole('navigation', { name: 'Main' })
          .filter({ visible: true })
          .getByRole('link', { name })
          .click()
        await page.waitForURL(`${baseUrl()}${path}**`)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      expect(errors).toEqual([])
    })

    test('what a message becomes and what is stored fit their width and log no error', async ({ page }) => {
      const errors: string[] = []
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
      page.on('pageerror', (error) => errors.push(error.message))
      for (const [name, path] of [
        ['Inspect a message', '/events/inspect'],
        ['Storage', '/storage'],
        ['Settings', '/settings/people'],
        ['Settings', '/settings/keys'],
        ['Settings', '/settings/audit'],
        ['Detection', '/anomalies/detection'],
        ['Schema', '/schema'],
        ['Compare schemas', '/schema/compare'],
        ['orders', '/schema/shop/public/orders'],
      ] as const) {
        await page.goto(`${baseUrl()}${path}`)
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
      }
      expect(errors).toEqual([])
    })
  })
}

test('the starter board of a table shows its widgets, and its time range lives in the address', async ({ page }) => {
  await page.goto(`${baseUrl()}/dashboards`)
  await page
    .getByRole('link', { name: /^Orders/ })
    .first()
    .click()
  await page.waitForURL('**/dashboards/*')
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  for (const title of ['New orders', 'Orders reaching each status', 'Orders by channel', 'Latest orders']) {
    await expect(page.getByRole('heading', { level: 2, name: title, exact: true })).toBeVisible()
  }
  await page.getByRole('button', { name: /^Time range/ }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  await expect(page).toHaveURL(/range=7d/)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Time range: Last 7 days' })).toBeVisible()
})

test('a widget moved by keyboard in edit mode stays where it was put after saving', async ({ page }) => {
  const created = await fetch(`${baseUrl()}/api/v1/datawatch/dashboards`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Journey' }),
  })
  const { data: board } = (await created.json()) as { data: { id: string } }
  const path = `/api/v1/datawatch/dashboards/${board.id}`
  await fetch(`${baseUrl()}${path}/widgets`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      type: 'counter',
      title: 'Orders Today',
      metric: 'orders_events_total',
      position: { x: 0, y: 0, width: 4, height: 2 },
    }),
  })
  await page.goto(`${baseUrl()}/dashboards/${board.id}?edit=1`)
  await page.getByRole('button', { name: /Move.*Orders Today/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => {
      const answer = await fetch(`${baseUrl()}${path}`)
      const { data } = (await answer.json()) as { data: { widgets: { position: { x: number } }[] } }
      return data.widgets[0]?.position.x
    })
    .toBe(2)
})

test('a page that does not exist says so and leads back', async ({ page }) => {
  const answer = await page.goto(`${baseUrl()}/nowhere`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('link', { name: /overview|home|back/i }).first()).toBeVisible()
})
