import { test as base, expect, type Page } from '@playwright/test'
import { watchViolations } from './pages/violations'

/**
 * Whether React has taken a page over: a key that is pressed, or a button that is clicked, before is heard by nobody. The body is
 * the last of what it takes over; what listens to the page does so once the next frame is drawn.
 */
const isTakenOver = () =>
  Object.keys(document.body).some((name) => name.startsWith('__reactProps$')) &&
  new Promise<boolean>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))))

/** Makes a page one that can be used once it was gone to; a page of another site is as it comes. */
export function whenTakenOver(page: Page): Page {
  const { goto, reload } = page
  page.goto = async (...given) => {
    const answer = await goto.apply(page, given)
    const { 'content-type': type = '', 'x-request-id': isOurs } = answer?.headers() ?? {}
    if (isOurs && type.includes('text/html')) await page.waitForFunction(isTakenOver)
    return answer
  }
  page.reload = async (...given) => {
    const answer = await reload.apply(page, given)
    await page.waitForFunction(isTakenOver)
    return answer
  }
  return page
}

/** A test whose pages are taken over by React when they were gone to, and are kept from nothing by their policy. */
export const test = base.extend({
  context: async ({ context }, use) => {
    context.on('page', whenTakenOver)
    const { kept } = await watchViolations(context)
    await use(context)
    expect(kept).toEqual([])
  },
})
