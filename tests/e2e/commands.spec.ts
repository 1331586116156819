import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { makeBoard } from './pages/board-page'
import { CommandPalette } from './pages/command-palette'
import { test } from './test'

test('the palette goes to metrics that the server finds, to boards and pages, and does what the page offers', async ({
  page,
}) => {
  const board = await makeBoard(`Zebra crossing ${Date.now()}`, ['One'])
  const palette = new CommandPalette(page)
  await page.goto(baseUrl())
  await page.getByRole('button', { name: 'Go to or do anything' }).filter({ visible: true }).click()
  await palette.take('payments_amount_p9', /^payments_amount_p9/)
  await page.waitForURL('**/explore/payments_amount_p9*')

  await palette.open()
  await palette.take('zebra', new RegExp(`^${board.name}`))
  await page.waitForURL(`**/dashboards/${board.id}`)
  await expect(page.getByRole('heading', { level: 1, name: board.name })).toBeVisible()

  await palette.open()
  await palette.take('last 7', /^Last 7 days/)
  await expect(page).toHaveURL(/range=7d/)
  await palette.open()
  await palette.take('dark', /^Dark theme/)
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await palette.open()
  await palette.take('high contrast', /^High contrast/)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high')
  await palette.open()
  await palette.input().fill('qqqq')
  await expect(palette.dialog()).toContainText('Nothing fits “qqqq”')
  await page.keyboard.press('Control+k')
  await expect(palette.dialog()).toHaveCount(0)
})

test('keys act on the page one is on, are listed there, and rest while one types', async ({ page }) => {
  const board = await makeBoard('With keys', ['One', 'Two'])
  const palette = new CommandPalette(page)
  await page.goto(`${baseUrl()}/dashboards`)
  const search = page.getByRole('searchbox', { name: 'Search dashboards' })
  await palette.press('/', (within) => expect(search).toBeFocused(within))
  await search.fill('')
  await page.keyboard.type('gen?')
  await expect(page.getByRole('searchbox', { name: 'Search dashboards' })).toHaveValue('gen?')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.goto(`${baseUrl()}/dashboards/${board.id}`)
  await expect(page.getByRole('heading', { level: 2, name: 'One' })).toBeVisible()
  await palette.press('?', (within) => expect(palette.keys()).toBeVisible(within))
  await expect(palette.keys().getByRole('region', { name: 'This dashboard' })).toContainText('Full screen')
  await page.keyboard.press('e')
  await expect(palette.keys()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await expect(page.getByRole('region', { name: 'Edit the dashboard' })).toBeVisible()
  await page.keyboard.press('?')
  await expect(palette.keys().getByRole('region', { name: 'Editing' })).toContainText('Undo')
  await expect(palette.keys().getByRole('region', { name: 'This dashboard' })).toHaveCount(0)
  await page.keyboard.press('Escape')

  await page.getByLabel('Name of the dashboard').fill('With keys a')
  await page.keyboard.type('av')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('heading', { level: 1, name: 'With keys aav', exact: true })).toBeVisible()

  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.waitForURL('**/anomalies')
  await page.keyboard.press('?')
  await palette.keys().getByRole('checkbox', { name: 'Single letters act' }).uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await palette.open()
  await palette.take('dashboards', /^Dashboards/)
  await page.waitForURL('**/dashboards')
})
