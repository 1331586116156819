import { expect } from '@playwright/test'
import { baseUrl } from './demo'
import { listPlaces, makeWholeBoard, type Place } from './every-page'
import { openTheOthers, watchVisits } from './other-pages'
import { bringAxe, findFaults, type Look, wear } from './pages/axe'
import { watchViolations } from './pages/violations'
import { test } from './test'

/** Looks differ in their colours alone: beside the light one every second page is seen in one of these, by turns. */
const looks: Look[] = [{ theme: 'dark' }, { theme: 'light', contrast: 'high' }, { theme: 'dark', contrast: 'high' }]

let places: Place[] = []
test.beforeAll(async () => {
  places = await listPlaces()
})

for (const { name, width, height, others, isWanted } of [
  { name: 'page at a desk, in any theme', width: 1440, height: 900, others: looks, isWanted: () => true },
  {
    name: 'page on a phone',
    width: 390,
    height: 844,
    others: [],
    isWanted: ({ colours }: Place) => colours === 'body',
  },
]) {
  test(`axe finds nothing on any ${name}, and its policy keeps it from nothing`, async ({ browser }) => {
    test.setTimeout(600_000)
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    await bringAxe(context)
    const { kept, thrown } = await watchViolations(context)
    const page = await context.newPage()
    const unseen = watchVisits(page)
    const faults: string[] = []
    for (const [index, place] of places.filter(isWanted).entries()) {
      await place.open(page)
      faults.push(...(await findFaults(page, 'everything')).map((fault) => `${place.name}: ${fault}`))
      const turn = index % 2 === 0 ? (index / 2) % looks.length : looks.length
      for (const look of place.colours ? others.slice(turn, turn + 1) : []) {
        await wear(page, look)
        const found = await findFaults(page, 'colours', place.colours!)
        faults.push(...found.map((fault) => `${place.name}, ${look.theme} ${look.contrast ?? ''}: ${fault}`))
      }
    }
    if (others.length > 0) {
      await openTheOthers(page)
      expect(unseen()).toEqual([])
    }
    await context.close()
    expect(faults).toEqual([])
    expect([...kept, ...thrown]).toEqual([])
  })
}

for (const [name, width, height, search] of [
  ['a board on a phone', 390, 844, ''],
  ['the editor at a desk', 1440, 700, '?edit=1'],
] as const) {
  test(`whatever has the focus on ${name} is seen, not under a bar`, async ({ page }) => {
    await page.setViewportSize({ width, height })
    const board = await makeWholeBoard('Gone through by Tab')
    await page.goto(`${baseUrl()}/dashboards/${board.id}${search}`)
    await expect(page.getByRole('heading', { level: 2, name: 'Hours' })).toBeVisible()
    const covered: string[] = []
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab')
      const found = await page.evaluate(() => {
        const focused = document.activeElement
        if (!focused || focused === document.body) return null
        const { left, top, width, height } = focused.getBoundingClientRect()
        const isSeen = [0.1, 0.5, 0.9].some((share) => {
          const over = document.elementFromPoint(left + width * share, top + height / 2)
          return over !== null && (focused.contains(over) || over.contains(focused))
        })
        return isSeen || width === 0 ? null : `${focused.outerHTML.slice(0, 120)} at ${left},${top}`
      })
      if (found) covered.push(found)
    }
    expect(covered).toEqual([])
  })
}
