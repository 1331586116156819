import { expect } from '@playwright/test'
import { BoardEditorPage } from './pages/board-editor-page'
import { callApi, makeBoard, readBoard, titlesOf } from './pages/board-page'
import { test } from './test'

type Config = Record<string, unknown>
const configOf = async (id: string) => {
  const board = await callApi<{ widgets: { type: string; config: Config }[] }>(`/dashboards/${id}`)
  return board.widgets[0]!
}

test('widgets are moved, resized and chosen by keys, and what happened is said', async ({ page }) => {
  const board = await makeBoard('By keys', ['One', 'Two', 'Three'])
  const editor = new BoardEditorPage(page, board.id)
  await editor.edit()
  await editor.handle('Three').focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(editor.says('Three: column 9, row 1, 3 wide, 2 high')).toBeAttached()
  await page.keyboard.press('ArrowRight')
  await expect(editor.says('Three: column 10, row 1, 3 wide, 2 high')).toBeAttached()

  await editor.handle('One').focus()
  await page.keyboard.press('Space')
  await expect(editor.says('One chosen')).toBeAttached()
  await editor.widget('Two').click({ modifiers: ['Shift'] })
  await expect(editor.chosen()).toContainText('2 chosen')
  await editor.handle('One').focus()
  await page.keyboard.press('ArrowRight')
  await editor.save()
  const placed = Object.fromEntries((await readBoard(board.id)).widgets.map(({ title, position }) => [title, position]))
  expect([placed.One?.x, placed.Two?.x]).toEqual([1, 5])
})

test('chosen widgets are duplicated, deleted together, and copied into another board', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const [from, to] = [await makeBoard('From', ['One', 'Two', 'Three']), await makeBoard('To', ['There'])]
  const editor = new BoardEditorPage(page, from.id)
  await editor.edit()
  for (const title of ['One', 'Two']) await page.getByRole('checkbox', { name: `Choose ${title}` }).check()
  await editor.chosen().getByRole('button', { name: 'Duplicate' }).click()
  await expect(editor.widget('One')).toHaveCount(2)
  await editor.chosen().getByRole('button', { name: 'Delete' }).click()
  await expect(editor.widget('One')).toHaveCount(1)
  for (const title of ['One', 'Two']) await page.getByRole('checkbox', { name: `Choose ${title}` }).check()
  await page.keyboard.press('ControlOrMeta+c')
  await expect(editor.says('Copied 2 widgets').first()).toBeVisible()

  const other = new BoardEditorPage(await context.newPage(), to.id)
  await other.edit()
  await other.press('Paste widgets')
  await expect(other.chosen()).toContainText('2 chosen')
  await other.save()
  expect(titlesOf(await readBoard(to.id))).toEqual(['One', 'There', 'Two'])
})

test('every change in the panel is seen at once and saved', async ({ page }) => {
  const board = await callApi<{ id: string }>('/dashboards', 'POST', {
    name: 'Panel',
    widgets: [{ type: 'counter', title: 'Orders', metric: 'orders_inserts_total' }],
  })
  const editor = new BoardEditorPage(page, board.id)
  await editor.edit()
  await editor.openSettings('Orders')
  await editor.set('A rise is', 'Good')
  await editor.set('Time range', 'Last 7 days')
  await expect(page.getByTitle('Always last 7 days').first()).toBeVisible()
  await editor.settings().getByRole('button', { name: 'Add a threshold' }).click()
  await expect(page.getByRole('region', { name: 'Orders' }).getByText('Good')).toBeVisible()
  await editor.set('Type', 'Gauge')
  await editor.settings().getByLabel('Target').fill('500')
  await editor.save()
  expect(await configOf(board.id)).toMatchObject({
    type: 'gauge',
    config: { range: '7d', thresholds: [{ value: 0, tone: 'good' }], target: 500 },
  })
})

test('a formula that is wrong says so at its field', async ({ page }) => {
  const board = await callApi<{ id: string }>('/dashboards', 'POST', {
    name: 'Formula',
    widgets: [{ type: 'counter', title: 'Ratio', metric: null, config: { queries: [{ expr: 'no_such_metric / 2' }] } }],
  })
  const editor = new BoardEditorPage(page, board.id)
  await editor.edit()
  await editor.openSettings('Ratio')
  const query = editor.settings().getByRole('listitem', { name: 'Query a' })
  await expect(query.getByRole('alert').last()).toContainText('no_such_metric')
  await query.getByRole('textbox').fill('orders_inserts_total / 2')
  await expect(query.getByRole('alert')).toHaveCount(0)
})

test.describe('with a finger', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  test('widgets are put in another order by their handles', async ({ page }) => {
    const board = await makeBoard('By touch', ['One', 'Two'])
    const editor = new BoardEditorPage(page, board.id)
    await editor.edit()
    const [handle, target] = [await editor.handle('Two').boundingBox(), await editor.widget('One').boundingBox()]
    const client = await page.context().newCDPSession(page)
    const x = handle!.x + handle!.width / 2
    const at = (y: number) => ({ touchPoints: [{ x, y }] })
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(handle!.y + handle!.height / 2) })
    for (const y of [handle!.y - 20, target!.y + 20, target!.y]) {
      await client.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(y) })
    }
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect
      .poll(async () => (await editor.handle('Two').boundingBox())!.y)
      .toBeLessThan((await editor.handle('One').boundingBox())!.y)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})

test('a box drawn over empty canvas chooses the widgets that it touches; a click there lets go of them', async ({
  page,
}) => {
  const board = await makeBoard('By a box', ['One', 'Two', 'Three'])
  const editor = new BoardEditorPage(page, board.id)
  await editor.edit()
  const [first, last] = [(await editor.frame('One').boundingBox())!, (await editor.frame('Two').boundingBox())!]
  const below = first.y + first.height + 120
  await page.mouse.move(first.x + 20, below)
  await page.mouse.down()
  await page.mouse.move(last.x + 40, first.y + first.height - 10, { steps: 5 })
  await expect(editor.chosen()).toContainText('2 chosen')
  await page.mouse.up()
  await expect(editor.chosen()).toContainText('2 chosen')
  await page.mouse.click(first.x + 20, below)
  await expect(editor.chosen()).toHaveCount(0)
  await editor.frame('One').hover()
  await page.keyboard.press('Control+a')
  await expect(editor.chosen()).toContainText('3 chosen')
})
