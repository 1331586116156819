import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { AlertsPage } from './pages/alerts-page'
import { test } from './test'

const rule = 'Too many pickups'
const metric = 'pickups_inserts_total'

const hourMs = 3_600_000

async function pickUp(hoursAgo: number, ...ids: number[]) {
  const timestamp = new Date(Date.now() - hoursAgo * hourMs).toISOString()
  const events = ids.map((id) => ({
    ...{ id: `pickup ${id}`, type: 'INSERT', table: 'pickups', timestamp },
    after: { id, weight: id },
  }))
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch/events/batch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(events),
  })
  expect(answer.status).toBe(202)
}

test('a rule is made with its preview, fires, is acknowledged in the inbox, and silenced', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await pickUp(5, 1, 2)
  const alerts = new AlertsPage(page)
  await alerts.open(`/rules/new?metric=${metric}&window=1h`)
  const form = page.getByRole('form', { name: 'Rule' })
  await form.getByLabel('Name').fill(rule)
  await form.getByLabel('Threshold', { exact: true }).fill('1')
  await expect(alerts.card('Preview').getByText(/^Would have fired 1 time in 30 days/)).toBeVisible()
  await form.getByLabel('Threshold', { exact: true }).fill('3')
  await expect(alerts.card('Preview').getByText('Would not have fired in 30 days')).toBeVisible()
  await form.getByLabel('Owner').fill('logistics')
  await form.getByRole('button', { name: 'Make the rule' }).click()
  await expect(alerts.rule(rule).getByText(`${metric} over 1h > 3`)).toBeVisible()

  await alerts.open()
  await pickUp(0, 3, 4, 5, 6)
  await expect(alerts.line(rule).getByText(/expected at most 3/)).toBeVisible()
  await alerts.line(rule).getByRole('checkbox').check()
  await page.keyboard.press('a')
  await alerts.dialog.getByLabel('Note').fill('Stocktaking')
  await alerts.dialog.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(alerts.notice('1 alert acknowledged')).toBeVisible()
  await expect(alerts.line(rule)).toHaveCount(0)

  await alerts.show('Acknowledged')
  await alerts.line(rule).getByRole('link', { name: rule }).click()
  const timeline = alerts.card('Timeline')
  await expect(timeline.getByText('Acknowledged: Stocktaking')).toBeVisible()
  await expect(alerts.card('Chart').getByRole('figure')).toBeVisible()
  await timeline.getByLabel('Comment').fill('Over by noon')
  await timeline.getByRole('button', { name: 'Comment' }).click()
  await expect(timeline.getByRole('listitem').getByText('Over by noon')).toBeVisible()
  await alerts.does('Silence things like this')
  await alerts.dialog.getByLabel('Why').fill('Stocktaking until noon')
  await alerts.dialog.getByRole('button', { name: 'Silence' }).click()
  await expect(page.getByText('silenced', { exact: true })).toBeVisible()

  await alerts.open('/silences')
  const silence = page.getByRole('listitem', { name: `rule=${rule}` })
  await expect(silence.getByText(/covers 1 alert now/)).toBeVisible()
  await silence.getByRole('button', { name: /^End/ }).click()
  await expect(silence.getByText('over', { exact: true })).toBeVisible()

  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['', '/rules', '/rules/new', '/channels', '/routing', '/silences', '/noise']) {
    await alerts.open(path)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect([path, overflow]).toEqual([path, 0])
  }
  expect(errors).toEqual([])
})
