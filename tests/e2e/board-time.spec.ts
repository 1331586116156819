import { expect } from '@playwright/test'
import { BoardViewPage, makeViewed } from './pages/board-view-page'
import { test } from './test'

test('variables, time, drill-down and annotations of a board, all of it in the address', async ({ page }) => {
  const board = await makeViewed('By choice')
  const view = new BoardViewPage(page, board.id)
  await view.open('?range=7d')

  await view.choose('Status', ['paid', 'pending'])
  await expect(view.heading('Orders: paid, pending')).toBeVisible()
  expect(view.param('var-status')).toBe('paid,pending')
  await expect(view.widget('Misspelt').getByRole('alert')).toContainText('There is no variable $stauts')
  await page.goBack()
  await expect(view.heading('Orders: paid')).toBeVisible()

  await view.chooseRange('This week')
  expect(view.param('range')).toBe('this_week')
  await view.chooseRange('Last 7 days')
  await view.zoomInto('Course')
  await expect.poll(() => view.param('from')).not.toBeNull()
  await view.press('Back to the range before')
  await expect.poll(() => view.param('range')).toBe('7d')
  await view.press('Forward to the range after')
  await expect.poll(() => view.param('from')).not.toBeNull()
  await view.press('Back to the range before')

  await view.chooseRefresh('Every 5s')
  await expect.poll(() => view.param('refresh')).toBe('5s')
  await expect(page.getByRole('button', { name: /Live updates: Paused/ }).first()).toBeVisible()
  await view.chooseRefresh('Live')

  await view.toggleAnnotation('Notes')
  await expect.poll(() => view.param('hide')).toBe('notes')
  await page.keyboard.press('Escape')

  const bar = view.widget('By status').getByRole('button', { name: 'More about paid' })
  await bar.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Metric page' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(bar).toBeFocused()
  await bar.press('Enter')
  await page.getByRole('menuitem', { name: 'Events of orders' }).click()
  await expect(page).toHaveURL(/\/events\?table=orders&from=.*&q=paid/)
  await expect(page.getByRole('button', { name: /Only one interval/ })).toBeVisible()
})
