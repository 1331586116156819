import type { Browser, Page } from '@playwright/test'
import { widgetCount } from './board'

/** `scriptBytes`: compressed, as they came over the network. */
export type Load = { paintedMs: number; drawnMs: number; scriptBytes: number }

/** Notes, in the page, when every widget stands there with its data: no skeleton is left, and each chart has its drawing. */
function watchDrawing(count: number) {
  const isDrawn = () => {
    const cards = [...document.querySelectorAll('main section:has(> div h2)')]
    if (cards.length < count || document.querySelector('main [role=status][aria-label=Loading]')) return false
    const figures = cards.flatMap((card) => [...card.querySelectorAll('figure')])
    return figures.every((figure) => figure.querySelector('svg.recharts-surface path, svg.recharts-surface rect'))
  }
  const look = () => {
    if (!isDrawn()) return requestAnimationFrame(look)
    requestAnimationFrame(() => Object.assign(window, { drawnAt: performance.now() }))
  }
  requestAnimationFrame(look)
}

export const untilDrawn = (page: Page) =>
  page
    .waitForFunction(() => (window as { drawnAt?: number }).drawnAt, null, { timeout: 60_000 })
    .then((handle) => handle.jsonValue() as Promise<number>)

/** A page that has seen nothing of the application yet. */
export async function openFresh(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  /** tsx wraps functions in a call of this, which a page does not have. */
  await page.addInitScript({ content: 'globalThis.__name = (named) => named' })
  await page.addInitScript(watchDrawing, widgetCount)
  return page
}

/** Opens the board as somebody does who was never there: nothing is cached. */
export async function measureLoad(browser: Browser, address: string): Promise<Load> {
  const page = await openFresh(browser)
  const scripts = new Map<string, Promise<number>>()
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return
    const size = response.finished().then(() => response.request().sizes())
    scripts.set(
      response.url(),
      size.then(
        ({ responseBodySize }) => responseBodySize,
        () => 0,
      ),
    )
  })
  await page.goto(address)
  const drawnMs = await untilDrawn(page)
  const paintedMs = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
  )
  await page.waitForLoadState('networkidle').catch(() => {})
  const sizes = await Promise.all(scripts.values())
  await page.context().close()
  return { paintedMs, drawnMs, scriptBytes: sizes.reduce((sum, size) => sum + size, 0) }
}
