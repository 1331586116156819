import { expect } from '@playwright/test'
import { build } from 'esbuild'
import { baseUrl } from './demo'
import { test } from './test'

test('an operation is found, asked with the session of the browser, and its answer shown', async ({ page }) => {
  await page.goto(`${baseUrl()}/docs/api`)
  await page.getByRole('link', { name: /Ask a metric for a value a step/ }).click()
  const operation = page.locator('#queryMetricRange')
  await expect(operation.getByRole('heading', { name: 'Ask a metric for a value a step' })).toBeVisible()
  await operation.getByText('Try it here').click()
  await operation.getByLabel('name', { exact: true }).fill('orders_events_total')
  await operation.getByRole('button', { name: 'Run' }).click()
  const answer = operation.getByRole('region', { name: 'Answer of queryMetricRange' })
  await expect(answer).toContainText('200')
  await expect(answer).toContainText('"metric": "orders_events_total"')
})

test('what changes something is asked about once more, and a refusal leads to its page', async ({ page }) => {
  await page.goto(`${baseUrl()}/docs/api/metrics`)
  const operation = page.locator('#deleteMetric')
  await operation.getByText('Try it here').click()
  await operation.getByLabel('name', { exact: true }).fill('nothing_of_that_name')
  await operation.getByRole('button', { name: 'Run' }).click()
  await expect(operation.getByText('This changes what is stored on this server.')).toBeVisible()
  await operation.getByRole('button', { name: 'Yes, really DELETE' }).click()
  await expect(operation.getByRole('region', { name: 'Answer of deleteMetric' })).toContainText('/problems/not-found')
  await operation.getByRole('link', { name: '404 not found' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '404 Not found' })).toBeVisible()
})

test('examples name this server, in each language', async ({ page }) => {
  await page.goto(`${baseUrl()}/docs/api/events`)
  const operation = page.locator('#sendEvent')
  await expect(operation.getByText(`'${baseUrl()}/api/v1/datawatch/events'`)).toBeVisible()
  await operation.getByRole('radio', { name: 'JavaScript' }).click()
  await expect(operation.getByText('datawatch.sendEvent(')).toBeVisible()
  await operation.getByRole('radio', { name: 'Python' }).click()
  await expect(operation.getByText('requests.post(')).toBeVisible()
})

for (const path of ['/docs/api', '/docs/api/dashboards', '/problems', '/problems/lost-race']) {
  test(`${path} is no wider than a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${baseUrl()}${path}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
}

const hooked = `
  import { createElement } from 'react'
  import { createRoot } from 'react-dom/client'
  import { createClient } from './sdk/src/browser.ts'
  import { DataWatchProvider, useMetric } from './sdk/src/react.ts'
  const client = createClient({ url: '' })
  function Shown({ name }) {
    const { data, error, isLoading } = useMetric(name, { step: '1h', refreshMs: 300 })
    const said = error ? error.message : isLoading && !data ? 'loading' : data.metric + ' ' + data.series.length
    return createElement('p', null, said)
  }
  const all = ['orders_events_total', 'nothing_of_that_name'].map((name) => createElement(Shown, { key: name, name }))
  createRoot(document.body).render(createElement(DataWatchProvider, { client }, all))
`

test('the hook of the SDK shows a metric, asks again while the page is seen, and tells what is wrong', async ({
  page,
}) => {
  const { outputFiles } = await build({
    stdin: { contents: hooked, resolveDir: process.cwd() },
    ...{
      bundle: true,
      write: false,
      format: 'iife',
      platform: 'browser',
      define: { 'process.env.NODE_ENV': '"production"' },
    },
  })
  const address = `${baseUrl()}/hook-of-the-sdk`
  const body = `<!doctype html><title>Hook</title><body></body><script>${outputFiles![0]!.text.replaceAll('</script', '<\\/script')}</script>`
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body }))
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(address)
  await expect(page.getByText('orders_events_total 1')).toBeVisible()
  await expect(page.getByText('There is no metric named "nothing_of_that_name"')).toBeVisible()
  const before = asked.length
  await expect.poll(() => asked.length).toBeGreaterThan(before + 3)
})
