import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { QualityPage } from './pages/quality-page'
import { test } from './test'

async function insert(table: string, rows: Record<string, unknown>[]) {
  const timestamp = new Date().toISOString()
  const events = rows.map((after) => ({ id: `${table} ${after.id}`, type: 'INSERT', table, timestamp, after }))
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch/events/batch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(events),
  })
  expect(answer.status).toBe(202)
}

test('a rule is written with a preview, broken, looked into, acknowledged, and reported', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await insert('returns', [
    { id: 1, reason: 'too large', weight: 3 },
    { id: 2, reason: 'broken', weight: -1 },
  ])
  const quality = new QualityPage(page)
  await quality.open('/rules')
  await page.getByRole('button', { name: 'New rule' }).click()
  await quality.dialog.getByLabel('Table').fill('returns')
  await quality.choose('Rule', 'Within a range')
  await quality.dialog.getByLabel('Column', { exact: true }).fill('weight')
  await quality.dialog.getByLabel('At least', { exact: true }).fill('0')
  await quality.choose('Severity', 'high')
  await expect(quality.dialog.getByText('Would have failed 1 of 2 rows of the last 24 hours')).toBeVisible()
  await quality.dialog.getByRole('button', { name: 'Make the rule' }).click()
  await expect(quality.dialog).toHaveCount(0)
  const title = 'returns.weight is at least 0'
  await expect(quality.rule(title)).toBeVisible()

  await insert('returns', [
    { id: 3, reason: 'late', weight: -7 },
    { id: 4, reason: 'late', weight: 2 },
  ])
  await expect(quality.rule(title).getByText('1 of 2')).toBeVisible()
  await quality.open('/violations')
  await page.getByRole('link', { name: title }).click()
  await expect(quality.card('What is wrong').getByText(/returns\.weight is out of bounds in 1 of 2 rows/)).toBeVisible()
  await expect(quality.card('Rows').getByText('-7')).toBeVisible()
  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(quality.card('What is wrong').getByText('Acknowledged')).toBeVisible()

  await page.getByRole('link', { name: 'returns', exact: true }).click()
  await expect(quality.card('Columns').getByRole('row').filter({ hasText: 'weight' })).toBeVisible()
  await quality.open('/report')
  await expect(quality.card('What to do next').getByText(/returns\.weight is at least 0/)).toBeVisible()
  await quality.open('/rules?q=returns')
  await quality.does(title, 'Delete')
  await expect(quality.rule(title)).toHaveCount(0)

  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['', '/rules', '/violations', '/tables/returns', '/report']) {
    await quality.open(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect([path, overflow]).toEqual([path, 0])
  }
  expect(errors).toEqual([])
})
