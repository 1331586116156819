import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { baseUrl } from './demo'
import { BoardPage, callApi, makeBoard, readBoard, titlesOf } from './pages/board-page'

test('an older version is compared with now on the grid and in words, and restored', async ({ page }) => {
  const board = await makeBoard('Versions', ['Kept', 'Gone'])
  const [kept] = board.widgets
  const added = { type: 'text', title: 'Added', position: { x: 8, y: 0, width: 4, height: 2 } }
  await callApi(`/dashboards/${board.id}`, 'PUT', { name: 'Versions', widgets: [{ ...kept, title: 'Kept on' }, added] })

  await page.goto(`${baseUrl()}/dashboards/${board.id}/history`)
  await expect(page.getByText('1 widget added, 1 removed, 1 changed').first()).toBeVisible()
  await expect(page.getByTitle('Kept on: changed')).toBeVisible()
  await expect(page.getByTitle('Gone: removed')).toBeVisible()
  await expect(page.getByTitle('Added: added')).toBeVisible()

  await page.getByRole('button', { name: /^Version 1/ }).click()
  await expect(page).toHaveURL(/n=1/)
  await page.getByRole('radio', { name: 'The dashboard' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Gone' })).toBeVisible()
  await page.getByRole('radio', { name: 'Against now' }).click()
  await expect(page.getByText('Version 2 (now)')).toBeVisible()
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(page.getByText('Restored version 1').first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Version 3/ })).toBeVisible()
  const now = await readBoard(board.id)
  expect([now.version, titlesOf(now)]).toEqual([3, ['Gone', 'Kept']])
})

test('a deleted board is had back at once or out of the trash, and deleted for good', async ({ page }) => {
  const board = await makeBoard('Thrown away')
  const tab = new BoardPage(page, board.id)
  const remove = async () => {
    await tab.open()
    await tab.chooseFromMenu('Thrown away', 'Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.waitForURL('**/dashboards')
    await expect(page.getByText('“Thrown away” is in the trash')).toBeVisible()
  }
  await remove()
  await tab.press('Undo')
  await expect(page.getByRole('link', { name: 'Thrown away' })).toBeVisible()

  await remove()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('button', { name: 'Restore Thrown away' }).click()
  await expect(page.getByText('“Thrown away” is back')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore Thrown away' })).toHaveCount(0)

  await remove()
  await page.goto(`${baseUrl()}/dashboards/trash`)
  await page.getByRole('button', { name: 'Delete Thrown away for good' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('Thrown away')).toHaveCount(0)
  await expect(callApi(`/dashboards/${board.id}/restore`, 'POST')).rejects.toThrow('404')
})

test('a board leaves as YAML, is changed by hand and comes in again; a broken file says where', async ({
  page,
}, info) => {
  const board = await makeBoard('Travels', ['Counted'])
  const tab = new BoardPage(page, board.id)
  await tab.open()
  const saving = page.waitForEvent('download')
  await tab.chooseFromMenu('Travels', 'Export as YAML')
  const file = await saving
  expect(file.suggestedFilename()).toBe('Travels.yaml')
  const path = info.outputPath('board.yaml')
  await file.saveAs(path)
  const text = await readFile(path, 'utf8')

  const load = async (content: string) => {
    await writeFile(path, content)
    await page.goto(`${baseUrl()}/dashboards`)
    await page.getByLabel('Dashboard file').setInputFiles(path)
  }
  await load(text.replace('name: Travels', 'name: Travelled'))
  await expect(page.getByRole('heading', { level: 1, name: 'Travelled' })).toBeVisible()
  await expect(tab.widget('Counted')).toBeVisible()
  await load('name: Broken\nwidgets:\n\t- type: text\n')
  await expect(page.getByRole('dialog')).toContainText('line 3, column 1')
})
