import { expect } from '@playwright/test'
import { runDetection } from './demo'
import { AnomaliesPage } from './pages/anomalies-page'
import { test } from './test'

const sizes = [
  { name: 'a desk', width: 1440, height: 900 },
  { name: 'a phone', width: 390, height: 844 },
]

test.beforeAll(() => runDetection())

for (const { name, width, height } of sizes) {
  test(`on ${name}, anomalies are gone through by keys, acknowledged together, and that is taken back`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height })
    const inbox = new AnomaliesPage(page)
    await inbox.openAll()
    const open = await inbox.lines.getByText('open', { exact: true }).filter({ visible: true }).count()
    expect(open).toBeGreaterThan(1)

    await page.keyboard.press('j')
    await expect(inbox.lines.first()).toBeFocused()
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await page.keyboard.press('x')
    await page.keyboard.press('Shift+J')
    await expect(inbox.selected).toHaveCount(2)
    await expect(inbox.selection).toContainText('2 selected')
    await page.keyboard.press('Escape')
    await expect(inbox.selection).toHaveCount(0)

    await page.keyboard.press('/')
    await expect(page.getByRole('searchbox', { name: 'Search anomalies' })).toBeFocused()
    await page.keyboard.press('Escape')
    await page.getByRole('checkbox', { name: /^Select all/ }).click()
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Note').fill('Looked at together')
    await page.keyboard.press('Control+Enter')
    await expect(inbox.notice(/anomal.* acknowledged/)).toBeVisible()
    await expect(inbox.lines.getByText('open', { exact: true }).filter({ visible: true })).toHaveCount(0)

    await page.keyboard.press('u')
    await expect(inbox.lines.getByText('open', { exact: true }).filter({ visible: true })).toHaveCount(open)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
}
