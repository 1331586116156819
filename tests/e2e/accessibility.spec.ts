import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { listPlaces, type Place } from './every-page'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What the looks of a page differ in is colour alone. */
const looks = [
  { name: 'dark', theme: 'dark', contrast: '' },
  { name: 'light, high contrast', theme: 'light', contrast: 'high' },
  { name: 'dark, high contrast', theme: 'dark', contrast: 'high' },
]

async function wear(page: Page, { theme, contrast }: (typeof looks)[number]) {
  await page.evaluate(
    ([name, more]) => {
      document.documentElement.dataset.theme = name
      if (more) document.documentElement.dataset.contrast = more
      else delete document.documentElement.dataset.contrast
    },
    [theme, contrast] as const,
  )
  await page.waitForTimeout(50)
}

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations']
const told = (where: string, violations: Violations) =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${where}: ${id} at ${target.join(' ')} ${any[0]?.message ?? ''}`),
  )

let places: Place[] = []
test.beforeAll(async () => {
  places = await listPlaces()
})

for (const [name, width, height] of [
  ['a desk', 1440, 900],
  ['a phone', 390, 844],
] as const) {
  test(`axe finds nothing on any page at ${name}, in any theme`, async ({ browser }) => {
    test.setTimeout(240_000)
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    const faults: string[] = []
    for (const place of places) {
      await place.open(page)
      const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
      faults.push(...told(place.name, violations))
      for (const look of width > 1000 ? looks : []) {
        await wear(page, look)
        const colours = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze()
        faults.push(...told(`${place.name}, ${look.name}`, colours.violations))
      }
    }
    await context.close()
    expect(faults).toEqual([])
  })
}
