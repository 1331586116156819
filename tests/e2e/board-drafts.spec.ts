import { expect } from '@playwright/test'
import { BoardPage, callApi, makeBoard, readBoard, titlesOf } from './pages/board-page'
import { test } from './test'

test('what was changed, and every step to undo it, survives a reload and a closed tab', async ({ page, context }) => {
  const board = await makeBoard('Survives', ['First', 'Second'])
  const tab = new BoardPage(page, board.id)
  await tab.edit()
  await tab.name().fill('Renamed')
  await tab.retitle('First', 'Changed')
  await tab.press('Remove Second')
  await expect(tab.widget('Second')).toHaveCount(0)
  await tab.kept()

  await page.reload()
  await expect(tab.says(/Restored your unsaved changes from/)).toBeVisible()
  await expect(tab.name()).toHaveValue('Renamed')
  await expect(tab.widget('Second')).toHaveCount(0)
  await tab.press('Undo')
  await expect(tab.widget('Second')).toBeVisible()
  await tab.press('Undo')
  await expect(tab.widget('First')).toBeVisible()
  await tab.press('Undo')
  await expect(tab.name()).toHaveValue('Survives')
  for (const _ of [1, 2]) await tab.press('Redo')
  await expect(tab.widget('Changed')).toBeVisible()
  await expect(tab.widget('Second')).toBeVisible()
  await tab.kept()
  await page.waitForTimeout(300)
  await page.close()

  const later = new BoardPage(await context.newPage(), board.id)
  await later.open()
  await expect(later.widget('First')).toBeVisible()
  await expect(later.says(/You have unsaved changes from \d\d:\d\d/)).toBeVisible()
  await later.press('Restore')
  await expect(later.widget('Changed')).toBeVisible()
  await expect(later.name()).toHaveValue('Renamed')
  await later.press('Save')
  await expect(later.bar()).toHaveCount(0)
  await expect(later.page.getByRole('heading', { level: 1, name: 'Renamed' })).toBeVisible()
  expect(titlesOf(await readBoard(board.id))).toEqual(['Changed', 'Second'])
  await later.page.reload()
  await expect(later.widget('Changed')).toBeVisible()
  await later.page.waitForTimeout(1000)
  await expect(later.says(/You have unsaved changes/)).toHaveCount(0)
})

test('a draft that is discarded can be had back', async ({ page }) => {
  const board = await makeBoard('Discarded', ['Only'])
  const tab = new BoardPage(page, board.id)
  await tab.edit()
  await tab.retitle('Only', 'Other')
  await tab.kept()
  await tab.press('Cancel')
  await page.getByRole('dialog').getByRole('button', { name: 'Keep the draft' }).click()
  await expect(tab.says(/You have unsaved changes from/)).toBeVisible()
  await tab.press('Discard')
  await expect(tab.says(/You have unsaved changes from/)).toHaveCount(0)
  await tab.press('Undo')
  await expect(tab.says(/You have unsaved changes from/)).toBeVisible()
})

test('two tabs that change different widgets are saved together', async ({ context }) => {
  const board = await makeBoard('Together', ['Left', 'Right'])
  const [one, two] = [
    new BoardPage(await context.newPage(), board.id),
    new BoardPage(await context.newPage(), board.id),
  ]
  await one.edit()
  await two.edit()
  await one.retitle('Left', 'Left of one')
  await two.retitle('Right', 'Right of two')
  await one.press('Save')
  await expect(one.bar()).toHaveCount(0)
  await expect(two.says(/Somebody saved this dashboard meanwhile \(version 2/)).toBeVisible()
  await two.press('Save')
  await expect(two.says('Saved together with what somebody else changed').first()).toBeVisible()
  expect(titlesOf(await readBoard(board.id))).toEqual(['Left of one', 'Right of two'])
})

test('of two tabs that change the same widget nothing is lost: both are shown, and both can be kept', async ({
  context,
}) => {
  const board = await makeBoard('Conflict', ['Same', 'Other'])
  const [one, two] = [
    new BoardPage(await context.newPage(), board.id),
    new BoardPage(await context.newPage(), board.id),
  ]
  await one.edit()
  await two.edit()
  await one.retitle('Same', 'Same of one')
  await two.retitle('Same', 'Same of two')
  await two.retitle('Other', 'Other of two')
  await one.press('Save')
  await expect(one.bar()).toHaveCount(0)

  await two.press('Save')
  const dialog = two.page.getByRole('dialog', { name: 'You both changed the same' })
  await expect(dialog.getByText('Same of one').first()).toBeVisible()
  await expect(dialog.getByText('Same of two').first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep editing' }).click()
  await expect(two.widget('Same of two')).toBeVisible()
  await two.press('Save')
  await dialog.getByRole('radio', { name: 'Keep both' }).click()
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(two.bar()).toHaveCount(0)
  expect(titlesOf(await readBoard(board.id))).toEqual(['Other of two', 'Same of one', 'Same of two'])
  const { versions } = await callApi<{ versions: { n: number }[] }>(`/dashboards/${board.id}/versions`)
  expect(versions.map(({ n }) => n)).toEqual([3, 2, 1])
})
