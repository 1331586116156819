import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { endDemo, tellDemo } from '@/bench/demo-pass'
import { startBenchServer } from '@/bench/server'
import { post, read } from '@/bench/ui/api'
import { findBrowser } from '@/bench/ui/browser'

const folder = 'public/docs/pictures'
const largest = 150 * 1024
const secret = 'cron-secret-of-the-pictures'

type Boards = { dashboards: { id: string; name: string; starter_for: string | null }[] }
type Board = { id: string; name: string; description: string; widgets: object[] }

/** Each picture of the guide by its name: where it is taken, and what is done there first. */
const pictures: {
  name: string
  path: (ids: { starter: string; own: string }) => string
  act?: (page: Page) => Promise<unknown>
  theme?: 'dark'
}[] = [
  { name: 'dashboards', path: () => '/dashboards' },
  { name: 'board', path: ({ starter }) => `/dashboards/${starter}?range=7d` },
  { name: 'board-dark', path: ({ starter }) => `/dashboards/${starter}?range=7d&full=1`, theme: 'dark' },
  {
    name: 'add-widget',
    path: ({ own }) => `/dashboards/${own}?edit=1&range=7d`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Add widget' }).click()
      await page
        .getByRole('combobox', { name: /Search/ })
        .first()
        .fill('orders by channel')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'widget-settings',
    path: ({ own }) => `/dashboards/${own}?edit=1&range=7d`,
    act: (page) => page.getByRole('button', { name: 'Edit Orders by channel', exact: true }).click(),
  },
  {
    name: 'variables',
    path: ({ own }) => `/dashboards/${own}?range=7d&var-country=DE`,
    act: async (page) => {
      await page.getByRole('button', { name: /^Country: / }).click()
      await page.getByRole('checkbox').first().waitFor()
    },
  },
  {
    name: 'share',
    path: ({ own }) => `/dashboards/${own}?range=7d`,
    act: (page) => page.getByRole('button', { name: 'Share', exact: true }).click(),
  },
  { name: 'history', path: ({ own }) => `/dashboards/${own}/history` },
  {
    name: 'palette',
    path: ({ own }) => `/dashboards/${own}?range=7d`,
    act: async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('amount')
      await page
        .getByRole('option', { name: /orders_amount/ })
        .first()
        .waitFor()
    },
  },
  {
    name: 'keys',
    path: ({ own }) => `/dashboards/${own}?edit=1&range=7d`,
    act: async (page) => {
      await page.getByRole('button', { name: 'Edit Orders', exact: true }).waitFor()
      await page.keyboard.press('?')
    },
  },
]

const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

/** The board that the guide makes step by step. */
async function makeOwn(url: string): Promise<string> {
  const filter = 'country:$country'
  const board = await post<Board>(url, '/dashboards', {
    name: 'Sales',
    description: 'What the shop sells, and where',
    variables: [{ name: 'country', kind: 'label', metric: 'orders_by_country', label: 'country', multiple: true }],
    widgets: [
      {
        type: 'counter',
        title: 'Orders',
        metric: 'orders_by_country',
        config: { filter, rise: 'good' },
        position: at(0, 0, 3, 2),
      },
      {
        type: 'counter',
        title: 'Turnover',
        metric: 'orders_amount_sum',
        config: { rise: 'good' },
        position: at(3, 0, 3, 2),
      },
      {
        type: 'gauge',
        title: 'Average order',
        metric: 'orders_amount_avg',
        config: { target: 120 },
        position: at(6, 0, 3, 2),
      },
      { type: 'pie', title: 'Channels', metric: 'orders_by_channel', position: at(9, 0, 3, 2) },
    ],
  })
  const path = `/dashboards/${board.id}/widgets`
  await post(url, path, {
    type: 'line',
    title: 'Orders by channel',
    metric: 'orders_by_channel',
    config: { group_by: 'channel' },
    position: at(0, 2, 8, 4),
  })
  await post(url, path, { type: 'bar', title: 'Countries', metric: 'orders_by_country', position: at(8, 2, 4, 4) })
  await post(url, path, {
    type: 'heatmap',
    title: 'When people buy',
    metric: 'orders_inserts_total',
    position: at(0, 6, 6, 4),
  })
  await post(url, path, {
    type: 'table',
    title: 'Latest orders',
    config: { table: 'orders', columns: ['id', 'amount', 'status', 'channel'] },
    position: at(6, 6, 6, 4),
  })
  return board.id
}

async function settle(page: Page) {
  await page
    .getByRole('status', { name: 'Loading' })
    .first()
    .waitFor({ state: 'detached' })
    .catch(() => {})
  await page.waitForTimeout(900)
}

/** Takes the pictures of the guides anew, over the demo. */
async function main() {
  mkdirSync(folder, { recursive: true })
  const server = await startBenchServer('server.mjs', {
    DATAWATCH_DEMO: 'true',
    DATAWATCH_ANOMALY_ENABLED: 'true',
    CRON_SECRET: secret,
  })
  const demo = await tellDemo(server)
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  })
  try {
    await fetch(`${server.url}/api/cron/detect`, { method: 'POST', headers: { Authorization: `Bearer ${secret}` } })
    const { dashboards } = await read<Boards>(server.url, '/dashboards?limit=100')
    const starter = dashboards.find(({ starter_for }) => starter_for === 'orders')
    if (!starter) throw new Error('the demo has no board of its orders yet')
    const ids = { starter: starter.id, own: await makeOwn(server.url) }
    for (const { name, path, act, theme = 'light' } of pictures) {
      const context = await browser.newContext({
        viewport: { width: 1200, height: 760 },
        colorScheme: theme,
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      await page.goto(`${server.url}${path(ids)}`)
      await settle(page)
      await act?.(page)
      await settle(page)
      const file = join(folder, `${name}.png`)
      await page.screenshot({ path: file })
      const { size } = statSync(file)
      process.stdout.write(
        `${file}: ${Math.round(size / 1024)} KB${size > largest ? ', larger than it should be' : ''}\n`,
      )
      await context.close()
    }
  } finally {
    await browser.close()
    await endDemo(demo)
    await server.stop()
  }
}

await main()
