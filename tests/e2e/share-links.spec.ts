import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page } from '@playwright/test'
import { baseUrl, inShop } from './demo'
import { BoardPage, callApi, makeBoard } from './pages/board-page'
import { test } from './test'

/** A site of somebody else's with a board in a frame. */
async function openSite(frame: string) {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end(`<!doctype html><title>Intranet</title><iframe title="Board" src="${frame}" width="900" height="600">`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { port, close: () => server.close() }
}

const asked = (page: Page) => {
  const paths: string[] = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  return () => paths.filter((path) => path.startsWith('/api/'))
}

test('a link made in the dialog opens for anyone, follows live, and ends when it is revoked', async ({
  page,
  browser,
}) => {
  const board = await makeBoard('Shared with all', ['Changes'])
  await callApi(`/dashboards/${board.id}/widgets`, 'POST', {
    type: 'table',
    title: 'Rows',
    config: { table: 'orders' },
  })
  const tab = new BoardPage(page, board.id)
  await tab.open('?range=7d')
  await tab.press('Share')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name of the link').fill('Lobby')
  await dialog.getByRole('button', { name: 'Create link' }).click()
  await expect(dialog.getByText('Copy it now: it is not shown again.')).toBeVisible()
  const address = await dialog.getByRole('figure').first().getByRole('code').innerText()

  const stranger = await browser.newContext()
  const visitor = await stranger.newPage()
  const paths = asked(visitor)
  await visitor.goto(address)
  await expect(visitor.getByRole('heading', { level: 1, name: 'Shared with all' })).toBeVisible()
  await expect(visitor.getByText('Last 7 days').filter({ visible: true })).toBeVisible()
  await expect(visitor.getByRole('table', { name: 'Rows' })).toBeVisible()
  await expect(visitor.getByRole('link')).toHaveCount(0)
  await expect(visitor.getByRole('navigation')).toHaveCount(0)
  await expect(visitor.getByRole('button', { name: /Live updates: Live/ })).toBeVisible()
  await inShop(
    (sql) => sql`insert into orders (customer_id, amount, status, channel) values (1, 4321.99, 'pending', 'web')`,
  )
  await expect(visitor.getByText('4321.99').first()).toBeVisible()
  const token = new URL(address).pathname.split('/').at(-1)
  expect(paths().filter((path) => !path.startsWith(`/api/v1/datawatch/shared/${token}/`))).toEqual([])

  await dialog.getByRole('button', { name: 'Revoke Lobby' }).click()
  await dialog.getByRole('button', { name: 'Revoke for good' }).click()
  await expect(visitor.getByText('it is no longer shared')).toBeVisible()
  expect((await visitor.goto(address))?.status()).toBe(404)
  await stranger.close()
})

test('a board is shown in a frame of the sites that its link names, and of no other', async ({ page }) => {
  const board = await makeBoard('Framed', ['Changes'])
  const embed = async (allowed_origins: string[]) => {
    const body = { name: 'Frame', allowed_origins }
    return callApi<{ embed_path: string; path: string }>(`/dashboards/${board.id}/share`, 'POST', body)
  }
  const { embed_path, path } = await embed(['http://intranet.example'])
  const [ours, shared] = [await openSite(`${baseUrl()}${embed_path}`), await openSite(`${baseUrl()}${path}`)]
  const framed = page.frameLocator('iframe').getByRole('heading', { name: 'Framed' })
  await page.goto(`http://127.0.0.1:${ours.port}`)
  await page.waitForTimeout(1500)
  await expect(framed).toHaveCount(0)

  const mine = await embed([`http://127.0.0.1:${ours.port}`])
  const allowed = await openSite(`${baseUrl()}${mine.embed_path}`)
  const { embed_path: fitting } = await embed([`http://127.0.0.1:${allowed.port}`])
  await page.goto(`http://127.0.0.1:${allowed.port}`)
  await expect(framed).toHaveCount(0)
  await page.evaluate((src) => document.querySelector('iframe')?.setAttribute('src', src), `${baseUrl()}${fitting}`)
  await expect(framed).toBeVisible()

  await page.goto(`http://127.0.0.1:${shared.port}`)
  await page.waitForTimeout(1500)
  await expect(framed).toHaveCount(0)
  for (const site of [ours, shared, allowed]) site.close()
})
