import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { baseUrl, boardsFolder } from './demo'
import { BoardEditorPage } from './pages/board-editor-page'
import { type Board, callApi } from './pages/board-page'
import { BoardViewPage, makeRepeated } from './pages/board-view-page'
import { BoardsPage } from './pages/boards-page'
import { test } from './test'

test('a widget repeated for each value of a variable: on its board, in its editor and behind a link', async ({
  page,
}) => {
  const board = await makeRepeated('By channel')
  const view = new BoardViewPage(page, board.id)
  const asked: number[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/query')) asked.push(request.postDataJSON().queries.length)
  })
  await view.open('?range=7d')
  for (const channel of ['web', 'mobile', 'store']) await expect(view.heading(`Orders: ${channel}`)).toBeVisible()
  await expect(view.widget('Below').first()).toBeVisible()
  expect(Math.max(...asked)).toBeGreaterThanOrEqual(9)
  await view.choose('Channel', ['web', 'mobile'])
  await expect(view.heading('Orders: store')).toHaveCount(0)
  await expect(view.heading('Orders: web')).toBeVisible()
  expect(view.param('var-channel')).toBe('web,mobile')

  const editor = new BoardEditorPage(page, board.id)
  await editor.edit()
  await expect(editor.says('Repeated for')).toHaveCount(1)
  await editor.openSettings('Below')
  await editor.set('Repeat', 'For each value of $channel')
  await expect(editor.settings().getByLabel('Title')).toHaveValue('Below: $channel')
  await editor.save()
  await expect(view.heading('Below: store')).toBeVisible()

  const share = await callApi<{ path: string }>(`/dashboards/${board.id}/share`, 'POST', {
    name: 'Lobby',
    view: { range: '7d', free_range: true },
  })
  await page.goto(`${baseUrl()}${share.path}`)
  for (const channel of ['web', 'mobile', 'store']) await expect(view.heading(`Orders: ${channel}`)).toBeVisible()
  await view.zoomInto('Course')
  await expect.poll(() => view.param('from')).not.toBeNull()
  await expect(view.widget('Orders: web').getByRole('alert')).toHaveCount(0)
  await view.press('Back to the range before')
  await expect.poll(() => view.param('from')).toBeNull()
})

test('a board from a template: what it takes, what is missing, and no broken widget', async ({ page }) => {
  const boards = new BoardsPage(page)
  await boards.open()
  await boards.startFrom('E-commerce')
  await expect(boards.shows('Revenue over time')).toBeVisible()
  await boards.takeTable('customers', 'No table')
  await expect(boards.misses('No table of customers found')).toBeVisible()
  await expect(boards.shows('New customers')).toHaveCount(0)
  await expect(boards.shows('Revenue')).toBeVisible()
  await boards.create('The shop')
  await expect(page.getByRole('heading', { level: 2, name: 'Revenue', exact: true })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Revenue over time' })).toBeVisible()
  await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0)
})

test('a board as code: its file makes it, an edit becomes a patch, and the patched file changes it', async ({
  page,
}) => {
  const folder = boardsFolder()
  const text =
    '# From the repository\nname: Coded\nwidgets:\n- type: counter\n  title: Orders # all\n  metric: orders_inserts_total\n'
  writeFileSync(join(folder, 'coded.yaml'), text)
  writeFileSync(join(folder, 'broken.yaml'), 'name: Broken\nwidgts: []\n')
  const boards = new BoardsPage(page)
  await boards.open()
  await expect(boards.section('From files').getByRole('link', { name: 'Coded' })).toBeVisible()
  const broken = boards.section('Files that cannot be read')
  await expect(broken).toContainText('broken.yaml:2')
  await expect(broken).toContainText('did you mean widgets?')

  await boards.section('From files').getByRole('link', { name: 'Coded' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Coded' })).toBeVisible()
  await expect(page.getByRole('main').getByText('coded.yaml')).toBeVisible()
  const id = new URL(page.url()).pathname.split('/').at(-1)!
  const editor = new BoardEditorPage(page, id)
  await editor.edit()
  await editor.retitle('Orders', 'New orders')
  await editor.press('Show the patch')
  const dialog = page.getByRole('dialog', { name: 'Changes to coded.yaml' })
  await expect(dialog).toContainText('+  title: New orders # all')
  const saved = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  const file = await (await saved).path()
  execFileSync('git', ['apply', file], { cwd: folder })
  await expect.poll(async () => (await callApi<Board>(`/dashboards/${id}`)).widgets[0]?.title).toBe('New orders')

  await dialog.getByRole('button', { name: 'Keep as a copy' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Coded (copy)' })).toBeVisible()
  await expect(page.getByText('coded.yaml')).toHaveCount(0)
})

test('hours of the week on the clock of the zone in the address, and what lies behind hours, figures and rows', async ({
  page,
}) => {
  const board = await makeRepeated('Behind')
  const view = new BoardViewPage(page, board.id)
  const cell = async (zone: string, name: string) => {
    await view.open(`?range=previous_week&tz=${zone}`)
    return view.widget('When').getByRole('button', { name: new RegExp(`^More about ${name}: `) })
  }
  const there = await (await cell('Asia/Tokyo', 'Thu 21:00')).getAttribute('aria-label')
  const here = await cell('UTC', 'Thu 12:00')
  expect(await here.getAttribute('aria-label')).toBe(there?.replace('21:00', '12:00'))
  await here.focus()
  await here.press('ArrowRight')
  await expect(view.widget('When').getByRole('button', { name: /^More about Thu 13:00/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Events of orders' }).click()
  await expect(page).toHaveURL(/\/events\?table=orders&from=.*T13%3A00/)

  await view.open('?range=7d')
  await view
    .widget('Orders: web')
    .getByRole('button', { name: /^More about [\d.,KM]+, Orders: web$/ })
    .click()
  await expect(page.getByRole('menuitem', { name: 'Metric page' })).toBeVisible()
  await page.keyboard.press('Escape')
  await view.widget('Top').getByRole('button', { name: 'More about paid' }).click()
  await page.getByRole('menuitem', { name: 'Events of orders' }).click()
  await expect(page).toHaveURL(/\/events\?table=orders&from=.*&q=paid/)
})
