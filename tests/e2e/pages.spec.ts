import { expect, test } from '@playwright/test'
import { baseUrl } from './demo'

const places = [
  ['Overview', '/'],
  ['Dashboards', '/dashboards'],
  ['Metrics', '/explore'],
  ['Anomalies', '/anomalies'],
] as const

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
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
    })
  }
}

test('the starter board of a table shows its widgets, and its time range lives in the address', async ({ page }) => {
  await page.goto(`${baseUrl()}/dashboards`)
  await page
    .getByRole('link', { name: /^Orders/ })
    .first()
    .click()
  await page.waitForURL('**/dashboards/*')
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible()
  for (const title of ['by status', 'Latest'])
    await expect(page.getByText(new RegExp(title, 'i')).first()).toBeVisible()
})

test('a page that does not exist says so and leads back', async ({ page }) => {
  const answer = await page.goto(`${baseUrl()}/nowhere`)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('link', { name: /overview|home|back/i }).first()).toBeVisible()
})
