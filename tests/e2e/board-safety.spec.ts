import { readFile, writeFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { BoardPage, callApi, makeBoard, readBoard, titlesOf } from './pages/board-page'
import { test } from './test'

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
  const name = `Thrown away ${Date.now()}`
  const board = await makeBoard(name)
  const tab = new BoardPage(page, board.id)
  const remove = async () => {
    await tab.open()
    await tab.chooseFromMenu(name, 'Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.waitForURL('**/dashboards')
    await expect(page.getByText(`“${name}” is in the trash`).first()).toBeVisible()
  }
  await remove()
  await tab.press('Undo')
  await expect(page.getByRole('link', { name })).toBeVisible()

  await remove()
  await page.getByRole('link', { name: 'Trash' }).click()
  await page.getByRole('button', { name: `Restore ${name}` }).click()
  await expect(page.getByText(`“${name}” is back`).first()).toBeVisible()
  await expect(page.getByRole('button', { name: `Restore ${name}` })).toHaveCount(0)

  await remove()
  await page.goto(`${baseUrl()}/dashboards/trash`)
  await page.getByRole('button', { name: `Delete for good: ${name}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText(name)).toHaveCount(0)
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

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`history, trash and shared pages fit ${width} pixels and log no error`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const board = await makeBoard('Fits', ['A counter whose title is rather long for its place', 'Another'])
    await callApi(`/dashboards/${board.id}`, 'PATCH', { description: 'x'.repeat(300) })
    const gone = await makeBoard(`Fitted ${'x'.repeat(150)}`)
    await callApi(`/dashboards/${gone.id}`, 'DELETE')
    const body = { name: 'Fits', allowed_origins: ['http://intranet.example'] }
    const link = await callApi<{ path: string; embed_path: string }>(`/dashboards/${board.id}/share`, 'POST', body)
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    page.on('pageerror', (error) => errors.push(error.message))
    const history = `/dashboards/${board.id}/history`
    for (const path of [history, `${history}?n=1&view=board`, '/dashboards/trash', link.path, link.embed_path]) {
      await page.goto(`${baseUrl()}${path}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    }
    await callApi(`/dashboards/${gone.id}?permanently=true`, 'DELETE')
    expect(errors).toEqual([])
  })
}
