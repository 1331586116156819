import { type Browser, type BrowserContext, expect } from '@playwright/test'
import { freePort, ServerProcess } from '@/tests/support/server'
import { baseUrl, inShop, shopUrl } from './demo'
import { AccessPage } from './pages/access-page'
import { bringAxe, findFaults } from './pages/axe'
import { callApi, makeBoard } from './pages/board-page'
import { watchViolations } from './pages/violations'
import { test, whenTakenOver } from './test'

const database = `access_${process.pid}`
const ada = { name: 'Ada', email: 'ada@example.com', password: 'otter lantern brick plough' }
const bob = { name: 'Bob', email: 'bob@example.com', password: 'violet anchor pebble saddle' }

let server: ServerProcess
const contexts: BrowserContext[] = []
const watches: Awaited<ReturnType<typeof watchViolations>>[] = []

async function newContext(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  context.on('page', whenTakenOver)
  watches.push(await watchViolations(context))
  contexts.push(context)
  return context
}

/** A browser of somebody's own. */
async function visit(browser: Browser) {
  const context = await newContext(browser)
  await bringAxe(context)
  return new AccessPage(await context.newPage(), server.url)
}

const ask = (path: string, key: string) =>
  fetch(`${server.url}/api/v1/datawatch${path}`, { headers: { Authorization: `Bearer ${key}` } })

test.afterAll(async () => {
  for (const context of contexts) await context.close()
  expect(watches.flatMap(({ kept, thrown }) => [...kept, ...thrown])).toEqual([])
})

test('a development server says so over every page, but to whom a board was shared, until that is put away', async ({
  browser,
}) => {
  const page = await (await newContext(browser)).newPage()
  const notice = page.getByRole('complementary', { name: 'Development server' })
  await page.goto(`${baseUrl()}/storage`)
  await expect(notice).toContainText('no sign-in is asked for')
  const board = await makeBoard('Told of nothing')
  const shared = await callApi<{ path: string }>(`/dashboards/${board.id}/share`, 'POST', { name: 'Guests' })
  await page.goto(`${baseUrl()}${shared.path}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Told of nothing' })).toBeVisible()
  await expect(notice).toHaveCount(0)
  await page.goto(`${baseUrl()}/storage`)
  await notice.getByRole('button', { name: 'Dismiss until the browser is closed' }).click()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Storage' })).toBeVisible()
  await expect(notice).toHaveCount(0)
})

test.describe('in production', () => {
  test.describe.configure({ mode: 'serial' })

  test.beforeAll(async () => {
    await inShop((sql) => sql.unsafe(`create database ${database}`))
    server = new ServerProcess({
      databaseUrl: shopUrl(database),
      port: await freePort(),
      env: {
        DATAWATCH_SERVER_ENVIRONMENT: 'production',
        DATAWATCH_ACCESS_SECRET: 'the secret of the journey through access',
      },
    })
    await server.start()
  })

  test.afterAll(() => server?.end('SIGTERM'))

  let owner: AccessPage
  let guest: AccessPage

  test('who reads the log of a new server becomes its owner, and nobody after them', async ({ browser }) => {
    owner = await visit(browser)
    await owner.open('/dashboards')
    await owner.page.waitForURL(`${server.url}/setup`)
    expect(await findFaults(owner.page, 'everything')).toEqual([])
    const code = /code ([A-Z0-9-]{10,})/.exec(server.said)?.[1] ?? ''
    await owner.fill({ 'Setup code': 'AAAAA-AAAAA-AAAAA-AAAAA', 'Your name': ada.name, 'E-mail address': ada.email })
    await owner.fill({ Password: 'password1234' })
    await owner.press('Set up and sign in')
    await expect(owner.field('Setup code')).toHaveAttribute('aria-invalid', 'true')
    await owner.fill({ 'Setup code': code })
    await owner.press('Set up and sign in')
    await expect(owner.field('Password')).toHaveAttribute('aria-invalid', 'true')
    await owner.fill({ Password: ada.password })
    await owner.press('Set up and sign in')
    await owner.isIn()
    const late = await visit(browser)
    await late.open('/setup')
    await late.page.waitForURL(`${server.url}/signin`)
    expect(await findFaults(late.page, 'everything')).toEqual([])
  })

  test('whom the owner invites joins by the link, which then lets in nobody else', async ({ browser }) => {
    await owner.open('/settings/people')
    await owner.press('Invite')
    await owner.dialog.getByLabel('E-mail address').fill(bob.email)
    expect(await findFaults(owner.page, 'everything')).toEqual([])
    await owner.press('Make the link')
    const link = await owner.shownOnce('Link')
    guest = await visit(browser)
    await guest.page.goto(link)
    expect(await findFaults(guest.page, 'everything')).toEqual([])
    await guest.fill({ 'Your name': bob.name, Password: bob.password })
    await guest.press('Join')
    await guest.isIn()
    const other = await visit(browser)
    await other.page.goto(link)
    await expect(other.page.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible()
    expect(await findFaults(other.page, 'everything')).toEqual([])
  })

  test('a viewer sees no control that would be refused, and is told who can open a closed page', async () => {
    for (const [path, heading, hidden] of [
      ['/dashboards', 'Dashboards', ['New dashboard', 'Import']],
      ['/alerts/rules', 'Rules', []],
      ['/alerts/silences', 'Silences', ['New silence']],
      ['/alerts/routing', 'Routing', ['New route', 'Hold back']],
      ['/quality/rules', 'Rules', ['New rule']],
      ['/schema', 'Schema', ['Take a snapshot']],
    ] as const) {
      await guest.open(path)
      await expect(guest.page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
      for (const name of hidden) await expect(guest.page.getByRole('button', { name, exact: true })).toHaveCount(0)
      await expect(guest.page.getByRole('main').getByRole('link', { name: /^New / })).toHaveCount(0)
    }
    const board = await owner.make('/dashboards', { name: 'Orders of the week' })
    await guest.open(`/dashboards/${board}?edit=1`)
    await expect(guest.page.getByRole('heading', { level: 1, name: 'Orders of the week' })).toBeVisible()
    for (const name of ['Edit', 'Share', 'Save', 'Add widget', 'Add the first widget']) {
      await expect(guest.page.getByRole('button', { name, exact: true })).toHaveCount(0)
    }
    await guest.press('More about Orders of the week')
    await expect(guest.page.getByRole('menuitem')).toHaveText(['History', 'Export as JSON', 'Export as YAML'])
    await guest.open('/alerts/rules/new')
    await expect(guest.page.getByText('It is for those who may change boards')).toBeVisible()
    for (const path of ['people', 'keys', 'audit']) {
      await guest.open(`/settings/${path}`)
      await expect(guest.page.getByText('An admin or owner of DataWatch can change your role')).toBeVisible()
      expect(await findFaults(guest.page, 'everything')).toEqual([])
    }
    await guest.open('/settings')
    await expect(guest.page.getByRole('link', { name: 'People' })).toHaveCount(0)
    expect(await findFaults(guest.page, 'everything')).toEqual([])
  })

  test('who is signed out by the owner is out at their next click', async () => {
    await guest.open('/explore')
    await owner.open('/settings/people')
    await owner.press(`More for ${bob.name}`)
    await owner.page.getByRole('menuitem', { name: 'Sessions' }).click()
    await expect(owner.dialog.getByRole('listitem')).toHaveCount(1)
    expect(await findFaults(owner.page, 'everything')).toEqual([])
    await owner.dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(owner.dialog).toHaveCount(0)
    await guest.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Events' }).click()
    await guest.page.waitForURL(`${server.url}/signin**`)
    await guest.fill({ 'E-mail address': bob.email, Password: bob.password })
    await guest.press('Sign in')
    await guest.page.waitForURL(`${server.url}/events`)
  })

  test('a role that the owner gives opens its controls', async () => {
    await owner.open('/settings/people')
    await owner.page.getByRole('combobox', { name: `Role of ${bob.name}` }).click()
    await owner.page.getByRole('option', { name: 'Editor' }).click()
    await expect(owner.page.getByText(`${bob.name} is an editor now`, { exact: true })).toBeVisible()
    await guest.open('/dashboards')
    await expect(guest.page.getByRole('button', { name: 'New dashboard' }).first()).toBeVisible()
  })

  test('a key is shown once, works until it is revoked, and is refused from then on', async () => {
    await owner.open('/settings/keys')
    await owner.press('New key')
    await owner.field('Name').fill('Reader of the journey')
    await owner.dialog.getByRole('checkbox', { name: /^ingest/ }).uncheck()
    await owner.dialog.getByRole('checkbox', { name: /^read/ }).check()
    expect(await findFaults(owner.page, 'everything')).toEqual([])
    await owner.press('Make the key')
    const key = await owner.shownOnce('API key')
    expect(await findFaults(owner.page, 'everything')).toEqual([])
    await owner.press('I have copied it')
    await expect(owner.page.getByText(key)).toHaveCount(0)
    expect((await ask('/metrics', key)).status).toBe(200)
    expect((await ask('/people', key)).status).toBe(403)
    await owner.page.getByRole('button', { name: 'More for Reader of the journey' }).click()
    await owner.page.getByRole('menuitem', { name: 'Revoke' }).click()
    await expect(owner.dialog).toContainText('It was last used')
    await owner.press('Revoke')
    await expect(owner.page.getByText('Reader of the journey is revoked', { exact: true })).toBeVisible()
    expect((await ask('/metrics', key)).status).toBe(401)
  })

  test('the audit log tells all of it in words', async () => {
    await owner.open('/settings/audit')
    const log = owner.page.getByRole('table', { name: 'Audit log' })
    for (const words of [
      'Ada set this server up',
      'Ada invited bob@example.com as viewer',
      'Bob joined as viewer',
      'Ada signed Bob out everywhere',
      'Ada changed the role of Bob to editor',
      'Ada made the API key Reader of the journey',
      'Ada revoked the API key Reader of the journey',
    ]) {
      await expect(log.getByRole('button', { name: words })).toBeVisible()
    }
    expect(await findFaults(owner.page, 'everything')).toEqual([])
    await log.getByRole('button', { name: 'Ada changed the role of Bob to editor' }).click()
    await expect(owner.dialog.getByText('"role": "editor"')).toBeVisible()
  })
})
