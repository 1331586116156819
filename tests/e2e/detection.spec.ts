import { expect } from '@playwright/test'
import { baseUrl, runDetection } from './demo'
import { DetectionPage } from './pages/detection-page'
import { test } from './test'

const metric = 'orders_events_total'

test('a metric is settled with a backtest in sight, muted, and watched as usual again', async ({ page }) => {
  await expect
    .poll(
      async () => {
        await runDetection()
        const answer = await fetch(`${baseUrl()}/api/v1/datawatch/metrics/${metric}/detection`)
        return ((await answer.json()) as { data: { status: { state: string } } }).data.status.state
      },
      { timeout: 80_000 },
    )
    .toBe('ready')
  const detection = new DetectionPage(page)
  await detection.open()
  await detection.choose(metric)
  await detection.edit()
  const before = await detection.raised()
  const floor = detection.form.getByLabel('Smallest difference (%)')
  await floor.fill('-5')
  await expect(detection.form.getByText('expected a number above 0, or null for none')).toBeVisible()
  await floor.fill('1000')
  await expect.poll(() => detection.raised(), { timeout: 60_000 }).toBeLessThanOrEqual(before)
  await detection.mute('Until further notice')
  await detection.save()
  await expect(detection.card.getByText('Muted', { exact: true })).toBeVisible()
  await page.reload()
  await expect(detection.card.getByText('Muted', { exact: true })).toBeVisible()
  await detection.reset()
  await expect(detection.card.getByText('Ready', { exact: true })).toBeVisible()
})

test('what is said of an anomaly is seen on the chart, given by keyboard, and taken back', async ({ page }) => {
  await expect
    .poll(
      async () => {
        await runDetection()
        const answer = await fetch(`${baseUrl()}/api/v1/datawatch/anomalies?limit=1`)
        return ((await answer.json()) as { data: { count: number } }).data.count
      },
      { timeout: 80_000 },
    )
    .toBeGreaterThan(0)
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch/anomalies?limit=1`)
  const { data } = (await answer.json()) as { data: { anomalies: { id: string }[] } }
  await page.goto(`${baseUrl()}/anomalies/${data.anomalies[0]!.id}`)
  await page.getByRole('button', { name: 'Say what it was' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /False alarm/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'This was a false alarm' })
  await expect(dialog.getByRole('figure', { name: /the expected band before and after/ })).toBeVisible()
  await dialog.getByRole('button', { name: 'Confirm' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.reload()
  await expect(page.getByText(/False alarm, said by/)).toBeVisible()
  await page.getByRole('button', { name: 'Take back' }).click()
  await expect(page.getByRole('button', { name: 'Say what it was' })).toBeVisible()
})
