import { expect } from '@playwright/test'
import { baseUrl, runDetection } from './demo'
import { AnomalyPage } from './pages/anomaly-page'
import { test } from './test'

type Row = { id: string; table: string; incident_id: string; related: string[] }

async function listAnomalies(): Promise<Row[]> {
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch/anomalies?limit=100`)
  return ((await answer.json()) as { data: { anomalies: Row[] } }).data.anomalies
}

test('the page of an anomaly says why it is one, and takes a note that is marked at once', async ({ page }) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await expect
    .poll(
      async () => {
        await runDetection()
        return (await listAnomalies()).filter(({ related }) => related.length > 0).length
      },
      { timeout: 90_000 },
    )
    .toBeGreaterThan(1)
  const rows = await listAnomalies()
  const one = rows.find(({ incident_id }) => rows.filter((other) => other.incident_id === incident_id).length > 1)!
  const anomaly = new AnomalyPage(page)
  await anomaly.open(one.id)

  await expect(anomaly.card('Summary').getByText('Likely cause:')).toBeVisible()
  await expect(anomaly.chart(/around the anomaly/)).toBeVisible()
  await expect(anomaly.card('Why it is unusual').getByText(/known/)).toBeVisible()
  await expect(anomaly.card('What carries it').getByRole('table')).toBeVisible()
  for (const part of ['Trend', 'Season', 'Remainder']) await expect(anomaly.chart(part)).toBeVisible()
  await expect(anomaly.card('Incident').getByText('likely root')).toBeVisible()
  await expect(anomaly.card('Timeline').getByText(/^Started/)).toBeVisible()

  await anomaly.addNote('checkout 4.2 is out')
  await expect(anomaly.card('Timeline').getByText('Deploy: checkout 4.2 is out')).toBeVisible()
  await expect(anomaly.card('Summary').getByText(/checkout 4\.2 is out/)).toBeVisible()
  await anomaly.editNote('checkout 4.2 is out', 'checkout 4.3 is out')
  await expect(anomaly.card('Timeline').getByText('Deploy: checkout 4.3 is out')).toBeVisible()
  await anomaly.deleteNote('checkout 4.3 is out')
  await expect(anomaly.card('Timeline').getByText(/checkout/)).toHaveCount(0)

  await page.setViewportSize({ width: 390, height: 844 })
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  await expect.poll(overflow).toBeLessThanOrEqual(0)

  const before = page.url()
  await anomaly.card('Incident').getByRole('link').and(page.locator(':not([aria-current])')).first().click()
  await expect(page).not.toHaveURL(before)
  expect(errors).toEqual([])
})
