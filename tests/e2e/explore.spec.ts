import { readFileSync } from 'node:fs'
import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { ExplorePage } from './pages/explore-page'
import { test } from './test'

const hour = 3_600_000

test('metrics are searched, grouped, compared and zoomed into; a formula is mended, saved and put on a board', async ({
  page,
}) => {
  test.slow()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const explore = new ExplorePage(page)
  await explore.open()

  await explore.add('orders_by_status')
  await expect(explore.series).toHaveText([/orders_by_status/])
  await explore.choose('Group a by', 'status')
  await expect(explore.series.filter({ hasText: 'pending' })).toBeVisible()
  await explore.choose('Compare with', '1d earlier')
  await expect(explore.numbers.getByText('1d earlier').first()).toBeVisible()
  expect(Object.fromEntries(explore.address())).toMatchObject({
    a: 'orders_by_status',
    'a.by': 'status',
    compare: '1d',
  })

  await explore.drag(0.4, 0.6)
  await expect(page).toHaveURL(/from=/)
  const [from, to] = [explore.address().get('from'), explore.address().get('to')].map((at) => Date.parse(at ?? ''))
  expect(to! - from!).toBeGreaterThan(2 * hour)
  expect(to! - from!).toBeLessThan(9 * hour)
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Time range: Last 24 hours' })).toBeVisible()
  await page.goForward()
  await expect(page).toHaveURL(/from=/)
  await page.getByRole('button', { name: 'Back to the range before' }).click()
  await expect(page.getByRole('button', { name: 'Time range: Last 24 hours' })).toBeVisible()

  await page.getByRole('button', { name: 'Write a formula' }).click()
  await explore.formula('b').click()
  await page.keyboard.type('orders_deletes_total / orders_evnts_total * 100')
  await page.keyboard.press('Escape')
  const error = explore.row('b').getByRole('alert')
  await expect(error).toContainText('line 1, column 24')
  await expect(error).toContainText('orders_events_total')
  await expect(explore.series.filter({ hasText: 'pending' })).toBeVisible()
  await explore.formula('b').press('ControlOrMeta+a')
  await page.keyboard.type('orders_updates_total / orders_events_t')
  await expect(page.getByRole('option', { name: /orders_events_total/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await page.keyboard.type(' * 100')
  await expect(error).toHaveCount(0)
  await expect(explore.series.filter({ hasText: 'orders_updates_total / orders_events_total * 100' })).toBeVisible()

  await page.getByRole('button', { name: 'Save as metric' }).click()
  const saving = page.getByRole('dialog', { name: 'Save as metric' })
  await saving.getByLabel('Name').fill('orders_by_status')
  await saving.getByRole('button', { name: 'Save' }).click()
  await expect(saving.getByText('There is a metric named orders_by_status already')).toBeVisible()
  await saving.getByLabel('Name').fill('orders_update_share')
  await saving.getByLabel('Unit').fill('percent')
  await saving.getByRole('button', { name: 'Save' }).click()
  await expect(saving).toBeHidden()
  await expect(explore.row('b').getByRole('button', { name: 'Metric of b: orders_update_share' })).toBeVisible()
  await expect(explore.series.filter({ hasText: 'orders_update_share' })).toBeVisible()

  const shared = page.url()
  const names = await explore.series.allTextContents()
  await page.getByRole('button', { name: 'Add to dashboard' }).click()
  const adding = page.getByRole('dialog', { name: 'Add to dashboard' })
  await adding.getByRole('combobox', { name: 'Dashboard' }).click()
  await page.getByRole('option', { name: 'New dashboard' }).click()
  await adding.getByLabel('Name of the new dashboard').fill('Explored')
  await adding.getByLabel('Title of the chart').fill('Orders and their updates')
  await adding.getByRole('button', { name: 'Add', exact: true }).click()
  await adding.getByRole('link', { name: 'Open the dashboard' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Explored' })).toBeVisible()
  await expect(page.getByRole('figure', { name: 'Orders and their updates' })).toContainText('orders_update_share')

  await page.getByRole('button', { name: 'More about Orders and their updates' }).click()
  await page.getByRole('menuitem', { name: 'Explore' }).click()
  await expect(explore.series).toHaveText(names)
  await page.goto(shared)
  await expect(explore.series).toHaveText(names)
  await expect(page.getByRole('combobox', { name: 'Compare with' })).toContainText('1d earlier')

  await page.goto(`${baseUrl()}/explore/orders_update_share`)
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(`${baseUrl()}/explore`)
  expect(errors).toEqual([])
})

test('what is shown is downloaded as CSV and as NDJSON, in the zone chosen; a series hidden from the chart is in neither', async ({
  page,
}) => {
  const explore = new ExplorePage(page)
  await explore.open('?a=orders_events_by_type&a.by=type&range=6h&step=1h&tz=Asia/Kolkata')
  await expect(explore.series.filter({ hasText: 'INSERT' })).toBeVisible()
  const count = await explore.series.count()
  await explore.series.filter({ hasText: 'UPDATE' }).click()
  await expect(page).toHaveURL(/without=UPDATE/)
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'CSV' }).click()
  const lines = readFileSync(await (await downloading).path(), 'utf8')
    .trimEnd()
    .split('\r\n')
  expect(lines[0]?.split(',')).toHaveLength(count)
  expect(lines[0]).not.toContain('UPDATE')
  expect(lines.length).toBeGreaterThanOrEqual(7)
  expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:00:00\+05:30,\d+/)
  const downloadingLines = page.waitForEvent('download')
  await page.getByRole('button', { name: 'NDJSON' }).click()
  const file = await downloadingLines
  expect(file.suggestedFilename()).toMatch(/\.ndjson$/)
  const points = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { time: string; series: string; labels: { type: string }; value: number | null })
  expect(new Set(points.map(({ series }) => series))).toEqual(new Set(lines[0]!.split(',').slice(1)))
  expect(points.every(({ series, labels }) => labels.type === series)).toBe(true)
  const [time, value] = lines[1]!.split(',')
  expect(points[0]).toMatchObject({ time, value: Number(value) })
})

test('a range without data leads to the nearest that has some', async ({ page }) => {
  const explore = new ExplorePage(page)
  await explore.open('?a=orders_events_total&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z')
  await expect(page.getByText('No data in this range')).toBeVisible()
  await page.getByRole('button', { name: /^Show \d/ }).click()
  await expect(explore.chart.locator('svg').first()).toBeVisible()
})

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`${width} wide: the explorer with rows fits its width and logs no error`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    const explore = new ExplorePage(page)
    await explore.open(
      '?a=orders_by_status&a.by=status&a.where=status:paid|pending&b.expr=orders_amount_sum / 2&chart=bar',
    )
    await expect(explore.formula('b')).toBeVisible()
    await expect(explore.series).toHaveCount(3)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(errors).toEqual([])
  })
}
