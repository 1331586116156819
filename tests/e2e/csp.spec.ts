import { type BrowserContext, expect } from '@playwright/test'
import { baseUrl } from './demo'
import { makeWholeBoard } from './every-page'
import { BoardEditorPage } from './pages/board-editor-page'
import { ExplorePage } from './pages/explore-page'
import { watchViolations } from './pages/violations'
import { test, whenTakenOver } from './test'

/** A page that is watched: what its policy keeps it from fails the test, with the place. */
async function watched(context: BrowserContext) {
  context.on('page', whenTakenOver)
  return { ...(await watchViolations(context)), page: await context.newPage() }
}

test('a board is edited, dragged, drawn as a picture and printed within its policy', async ({ browser }) => {
  test.slow()
  const context = await browser.newContext()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { page, kept, thrown } = await watched(context)
  const board = await makeWholeBoard('Within its policy')
  const editor = new BoardEditorPage(page, board.id)
  await editor.edit()
  const handle = editor.handle('By status')
  await handle.scrollIntoViewIfNeeded()
  const { x, y } = (await handle.boundingBox())!
  await page.mouse.move(x + 5, y + 5)
  await page.mouse.down()
  await page.mouse.move(x + 320, y + 160, { steps: 8 })
  await page.mouse.up()
  await editor.openSettings('By channel')
  await editor.set('Type', 'Bar chart')
  await page.keyboard.press('ControlOrMeta+z')
  await page.getByRole('button', { name: 'Close the settings' }).click()
  await editor.save()

  await expect(page.getByRole('figure', { name: 'By status' })).toBeVisible()
  for (const item of ['Save as PNG', 'Save as CSV']) {
    const saving = page.waitForEvent('download')
    await editor.chooseFromMenu('By status', item)
    await saving
  }
  await page.getByRole('combobox', { name: 'Refresh' }).click()
  await page.getByRole('option').first().click()
  await editor.press('Theme')
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.emulateMedia({ media: 'print' })
  await page.pdf({ format: 'A4' })
  await page.emulateMedia({ media: 'screen' })
  await editor.chooseFromMenu('Within its policy', 'Duplicate')
  await expect(page.getByRole('heading', { level: 1, name: /Within its policy \(copy\)/ })).toBeVisible()
  expect([...kept, ...thrown]).toEqual([])
  await context.close()
})

test('a formula is written, completed and mended within the policy of its page', async ({ browser }) => {
  const context = await browser.newContext()
  const { page, kept, thrown } = await watched(context)
  const explore = new ExplorePage(page)
  await explore.open('?a=orders_by_channel&a.by=channel')
  await page.getByRole('button', { name: 'Write a formula' }).click()
  await explore.formula('b').click()
  await page.keyboard.type('orders_deletes_total / orders_evnts_total')
  await page.keyboard.press('Escape')
  await expect(explore.row('b').getByRole('alert')).toBeVisible()
  await explore.formula('b').press('ControlOrMeta+a')
  await page.keyboard.type('sum(orders_events_t')
  const option = page.getByRole('option', { name: /orders_events_total/ })
  await expect(option).toBeVisible()
  const { position } = await option.evaluate((element) => getComputedStyle(element.closest('.cm-tooltip')!))
  expect(['absolute', 'fixed'], 'the styles of the editor are there').toContain(position)
  await page.keyboard.press('Tab')
  await explore.drag(0.4, 0.6)
  await expect(page).toHaveURL(/from=/)
  expect([...kept, ...thrown]).toEqual([])
  await context.close()
})

test('the policy is in force: what carries no nonce does not run, from within a page either', async ({ browser }) => {
  const context = await browser.newContext()
  const { page, kept } = await watched(context)
  await page.goto(baseUrl())
  const ran = await page.evaluate(async () => {
    const mark = (name: string) =>
      `document.documentElement.dataset.ran = (document.documentElement.dataset.ran ?? '') + '${name} '`
    const host = document.body.appendChild(document.createElement('div'))
    host.innerHTML = `<img src="data:," onerror="${mark('handler')}"><a id="tempting" href="javascript:${mark('link')}">x</a>`
    host.insertAdjacentHTML(
      'beforeend',
      '<style>html { --painted: yes }</style><iframe src="https://evil.example/"></iframe>',
    )
    document.getElementById('tempting')?.click()
    await new Promise<void>((resolve) =>
      setTimeout(() => {
        try {
          new Function(mark('eval'))()
        } catch {}
        resolve()
      }),
    )
    document.head.appendChild(Object.assign(document.createElement('base'), { href: 'https://evil.example/' }))
    const asked = await fetch('https://evil.example/').catch((error: Error) => error.message)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const painted = getComputedStyle(document.documentElement).getPropertyValue('--painted')
    return { ran: document.documentElement.dataset.ran, painted, asked: String(asked), base: document.baseURI }
  })
  expect(ran).toEqual({ ran: undefined, painted: '', asked: expect.stringMatching(/fetch/i), base: `${baseUrl()}/` })
  const blocked = [
    'script-src-attr',
    'script-src-elem',
    'style-src-elem',
    'frame-src',
    'connect-src',
    'base-uri',
    'script-src',
  ]
  for (const directive of blocked) expect(kept.join('\n')).toContain(`: ${directive} `)
  await context.close()
})
