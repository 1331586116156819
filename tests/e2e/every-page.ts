import { expect, type Page } from '@playwright/test'
import { baseUrl, runDetection } from './demo'
import { type Board, callApi } from './pages/board-page'
import { CommandPalette } from './pages/command-palette'

const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

/** A board that has every type of widget, and a variable. */
export const makeWholeBoard = (name: string) =>
  callApi<Board>('/dashboards', 'POST', {
    name,
    description: 'One of each',
    variables: [{ name: 'status', kind: 'label', metric: 'orders_by_status', label: 'status', multiple: true }],
    widgets: [
      {
        ...{ type: 'counter', title: 'Orders', metric: 'orders_inserts_total', position: at(0, 0, 3, 2) },
        config: { thresholds: [{ value: 0, tone: 'good' }], rise: 'good' },
      },
      {
        ...{ type: 'gauge', title: 'Largest amount', metric: 'orders_amount_max', position: at(3, 0, 3, 3) },
        config: { target: 900, thresholds: [{ value: 0, tone: 'good' }] },
      },
      {
        ...{ type: 'line', title: 'By channel', metric: 'orders_by_channel', position: at(6, 0, 6, 4) },
        config: { group_by: 'channel', thresholds: [{ value: 40, tone: 'warning' }] },
      },
      { type: 'bar', title: 'By status', metric: 'orders_by_status', position: at(0, 3, 6, 4) },
      { type: 'pie', title: 'Channels', metric: 'orders_by_channel', position: at(6, 4, 6, 3) },
      { type: 'heatmap', title: 'Hours', metric: 'orders_events_total', position: at(0, 7, 6, 4) },
      {
        ...{ type: 'table', title: 'Latest orders', position: at(6, 7, 6, 4) },
        config: { table: 'orders', columns: ['id', 'amount', 'status'] },
      },
      {
        ...{ type: 'table', title: 'Largest', metric: 'orders_by_country', position: at(0, 11, 4, 4) },
        config: { group_by: 'country' },
      },
      { type: 'alerts', title: 'Unusual', position: at(4, 11, 4, 4), config: {} },
      {
        ...{ type: 'text', title: 'Words', position: at(8, 11, 4, 4) },
        config: { text: '# Heading\n\nOrders: **$status**, [a link](https://example.com)\n\n- a list' },
      },
      {
        type: 'counter',
        title: 'Misspelt',
        metric: 'orders_by_status',
        position: at(0, 15, 3, 2),
        config: { filter: 'status:$stauts' },
      },
    ],
  })

/** `colours`: the part of it that no other place shows, to be looked at in every theme; null where there is none. */
export type Place = { name: string; open: (page: Page) => Promise<void>; colours: string | null }

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()

/** Every page, with what can be open over it. */
export async function listPlaces(): Promise<Place[]> {
  await runDetection()
  const board = await makeWholeBoard('Every widget')
  const gone = await makeWholeBoard('Thrown away')
  await callApi(`/dashboards/${gone.id}`, 'DELETE')
  await callApi(`/dashboards/${board.id}`, 'PATCH', { description: 'One of each, and what is wrong with one' })
  const link = await callApi<{ path: string; embed_path: string }>(`/dashboards/${board.id}/share`, 'POST', {
    name: 'Everyone',
    allowed_origins: ['http://intranet.example'],
  })
  const { anomalies } = await callApi<{ anomalies: { id: string }[] }>('/anomalies?limit=1')
  const { alerts } = await callApi<{ alerts: { id: string }[] }>('/alerts?limit=1')
  const goto = (path: string) => async (page: Page) => {
    await page.goto(`${baseUrl()}${path}`)
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
  }
  const plain = (name: string, path: string, colours: string | null = 'body'): Place => ({
    ...{ name, colours },
    open: goto(path),
  })
  const then = (name: string, path: string, colours: string, act: (page: Page) => Promise<unknown>): Place => ({
    ...{ name, colours },
    open: async (page) => {
      await goto(path)(page)
      await act(page)
    },
  })
  const own = `/dashboards/${board.id}`
  const dialog = async (page: Page) => {
    await expect(page.getByRole('dialog')).toBeVisible()
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0)
  }
  const adding = (name: string, path: string) =>
    then(name, path, '[role=dialog]', async (page) => {
      await button(page, name).click()
      await dialog(page)
    })
  return [
    plain('overview', '/'),
    plain('dashboards', '/dashboards'),
    plain('trash', '/dashboards/trash'),
    plain('board', own),
    plain('board in full screen', `${own}?full=1`, null),
    plain('widget in full screen', `${own}?widget=${board.widgets[2]!.id}`, null),
    then('menu of a widget', own, '[role=menu]', async (page) => {
      await button(page, 'More about By status').click()
      await expect(page.getByRole('menu')).toBeVisible()
    }),
    then('time range', own, '[role=dialog]', async (page) => {
      await button(page, /^Time range/).click()
      await dialog(page)
    }),
    then('share dialog', own, '[role=dialog]', async (page) => {
      await button(page, 'More about Every widget').click()
      await page.getByRole('menuitem', { name: 'Share' }).click()
      await dialog(page)
    }),
    then('editor with settings', `${own}?edit=1`, '[aria-label="Widget settings"]', async (page) => {
      await button(page, 'Edit By channel').click()
      await expect(page.getByRole('complementary', { name: 'Widget settings' })).toBeVisible()
    }),
    then('adding a widget', `${own}?edit=1`, '[role=dialog]', async (page) => {
      await button(page, 'Add widget').click()
      await dialog(page)
    }),
    then('variables', `${own}?edit=1`, '[role=dialog]', async (page) => {
      await button(page, 'Variables').click()
      await dialog(page)
    }),
    plain('history', `${own}/history`),
    plain('older version', `${own}/history?n=1`, null),
    plain('shared board', link.path, null),
    plain('embedded board', link.embed_path, null),
    plain('explore', '/explore'),
    plain('explored metrics', '/explore?a=orders_by_channel&a.by=channel&b=orders_amount_avg'),
    plain('metric', '/explore/orders_by_channel?group_by=channel'),
    plain('events', '/events?table=orders'),
    then('event', '/events?table=orders', '[role=dialog]', async (page) => {
      await page.getByRole('table', { name: 'Events' }).getByRole('button').filter({ visible: true }).first().click()
      await dialog(page)
    }),
    plain('dead letters', '/events/dead-letters'),
    plain('inspect', '/events/inspect'),
    plain('alerts', '/alerts?status=all'),
    ...(alerts[0] ? [plain('alert', `/alerts/${alerts[0].id}`)] : []),
    plain('rules of alerts', '/alerts/rules'),
    plain('new rule', '/alerts/rules/new?metric=orders_inserts_total&threshold=200&window=1h'),
    plain('channels', '/alerts/channels'),
    adding('New channel', '/alerts/channels'),
    plain('routing', '/alerts/routing'),
    adding('New route', '/alerts/routing'),
    plain('silences', '/alerts/silences'),
    adding('New silence', '/alerts/silences'),
    plain('noise', '/alerts/noise', null),
    plain('anomalies', '/anomalies?status=all'),
    ...(anomalies[0] ? [plain('anomaly', `/anomalies/${anomalies[0].id}`)] : []),
    plain('detection', '/anomalies/detection'),
    plain('quality', '/quality'),
    plain('rules of quality', '/quality/rules', null),
    plain('violations', '/quality/violations', null),
    plain('sources', '/sources'),
    plain('source', '/sources/shop'),
    plain('new source', '/sources/new'),
    plain('recipe', '/sources/new?kind=debezium', null),
    plain('storage', '/storage'),
    plain('documentation', '/docs', null),
    plain('search of the documentation', '/docs?q=retention', 'article'),
    plain('page of the documentation', '/docs/guides/quality'),
    plain('reference of the metrics', '/docs/reference/metrics', null),
    plain('reference of the API', '/docs/api', 'main'),
    plain('operations of the API', '/docs/api/process', 'main'),
    plain('kinds of problems', '/problems', 'main'),
    plain('problem', '/problems/not-found', 'main'),
    plain('schemas', '/schema', 'main'),
    plain('schema of a table', '/schema/shop/public/orders', 'main'),
    plain('compared schemas', '/schema/compare', 'main'),
    plain('quality of a table', '/quality/tables/orders', 'main'),
    plain('report of quality', '/quality/report', 'main'),
    plain('account', '/settings', null),
    plain('people', '/settings/people'),
    adding('Invite', '/settings/people'),
    adding('What roles may do', '/settings/people'),
    plain('API keys', '/settings/keys'),
    adding('New key', '/settings/keys'),
    plain('audit log', '/settings/audit'),
    plain('not found', '/nowhere'),
    then('palette', '/', '[role=dialog]', async (page) => {
      await new CommandPalette(page).open()
    }),
    then('keys', '/anomalies', '[role=dialog]', async (page) => {
      const palette = new CommandPalette(page)
      await palette.press('?', (within) => expect(palette.keys()).toBeVisible(within))
    }),
  ]
}
