import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { baseUrl, inShop } from './demo'
import { makeWholeBoard } from './every-page'
import { BoardPage } from './pages/board-page'
import { test } from './test'

const navigation = (page: Page) => page.getByRole('navigation', { name: 'Main' }).filter({ visible: true })

test('a board has the whole screen from its address or by a key, and so has one widget; Escape leaves', async ({
  page,
}) => {
  const board = await makeWholeBoard('On the wall')
  await page.goto(`${baseUrl()}/dashboards/${board.id}?full=1&range=7d&var-status=paid`)
  await expect(page.getByRole('heading', { level: 1, name: 'On the wall' })).toBeVisible()
  await expect(navigation(page)).toHaveCount(0)
  await expect(page.getByText('Status: paid')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(navigation(page)).toHaveCount(1)
  expect(new URL(page.url()).searchParams.get('full')).toBeNull()
  await page.keyboard.press('f')
  await expect(navigation(page)).toHaveCount(0)
  await page.getByRole('button', { name: 'Leave full screen' }).click()
  await expect(navigation(page)).toHaveCount(1)

  const tab = new BoardPage(page, board.id)
  await tab.chooseFromMenu('By status', 'Full screen')
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1)
  const card = (await page.getByRole('region', { name: 'By status' }).boundingBox())!
  expect(card.width).toBeGreaterThan(1300)
  expect(card.height).toBeGreaterThan(700)
  await page.goBack()
  await expect(page.getByRole('heading', { level: 2, name: 'Hours' })).toBeVisible()
})

test('a widget is saved as a picture at twice its size, and as CSV that no spreadsheet computes', async ({
  page,
}, info) => {
  const board = await makeWholeBoard('To be saved')
  await inShop((sql) => sql`insert into orders (channel, amount) values (${'=1+1'}, 5)`)
  const tab = new BoardPage(page, board.id)
  await tab.open('?range=7d')
  await expect(page.getByRole('figure', { name: 'By channel' }).locator('svg path').first()).toBeVisible()
  const save = async (title: string, item: string) => {
    const saving = page.waitForEvent('download')
    await tab.chooseFromMenu(title, item)
    const file = await saving
    const path = info.outputPath(file.suggestedFilename())
    await file.saveAs(path)
    return readFile(path)
  }
  const { width, height } = (await page.getByRole('region', { name: 'By channel' }).boundingBox())!
  const picture = await save('By channel', 'Save as PNG')
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(Math.abs(picture.readUInt32BE(16) - 2 * width)).toBeLessThanOrEqual(2)
  expect(Math.abs(picture.readUInt32BE(20) - 2 * height)).toBeLessThanOrEqual(2)
  expect(picture.length).toBeGreaterThan(10_000)

  await expect
    .poll(async () => (await save('Channels', 'Save as CSV')).toString(), { timeout: 20_000 })
    .toContain(`"'=1+1",`)
  const lines = (await save('By channel', 'Save as CSV')).toString().split('\r\n')
  expect(lines[0]).toMatch(/^time,.*web/)
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT/)
  expect((await save('Latest orders', 'Save as CSV')).toString()).toMatch(/^time,change,id,amount,status\r\n/)
})

test('on paper a board is light, has no controls and says its range; no widget is cut', async ({ page }, info) => {
  const board = await makeWholeBoard('On paper')
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(`${baseUrl()}/dashboards/${board.id}?range=7d`)
  await expect(page.getByRole('figure', { name: 'By channel' }).locator('svg path').first()).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await expect(navigation(page)).toHaveCount(0)
  for (const name of ['Edit', 'More about On paper', 'More about By status', /^Time range/, /^Status:/])
    await expect(page.getByRole('button', { name }).filter({ visible: true })).toHaveCount(0)
  await expect(page.getByText('Last 7 days').first()).toBeVisible()
  const paper = await page
    .getByRole('region', { name: 'By status' })
    .evaluate((card) => getComputedStyle(card).backgroundColor)
  expect(paper).toBe('rgb(255, 255, 255)')
  for (const format of ['A4', 'Letter']) {
    const file = await page.pdf({
      format,
      preferCSSPageSize: false,
      landscape: true,
      path: info.outputPath(`${format}.pdf`),
    })
    expect(file.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(4)
  }
})
