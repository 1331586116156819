import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** The metrics explorer: its rows, its chart, and what can be made of them. */
export class ExplorePage {
  constructor(private readonly page: Page) {}

  async open(search = '') {
    await this.page.goto(`${baseUrl()}/explore${search}`)
    await expect(this.page.getByRole('heading', { level: 1, name: 'Explore' })).toBeVisible()
  }

  /** Searches for a metric and takes the first that is found, by keyboard alone. */
  async add(words: string) {
    await this.page.getByRole('button', { name: 'Add a metric' }).focus()
    await this.page.keyboard.press('Enter')
    await this.page.getByRole('combobox', { name: 'Search metrics' }).fill(words)
    await expect(this.page.getByRole('listbox', { name: 'Metrics' }).getByRole('option')).toHaveCount(1)
    await this.page.keyboard.press('Enter')
  }

  row(ref: string): Locator {
    return this.page.getByRole('listitem', { name: `Query ${ref}` })
  }

  async choose(label: string, option: string | RegExp) {
    await this.page.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('option', { name: option }).click()
  }

  /** The names in the legend. */
  get series(): Locator {
    return this.page.getByRole('table', { name: 'Series' }).getByRole('button')
  }

  get numbers(): Locator {
    return this.page.getByRole('region', { name: 'Numbers' }).getByRole('table')
  }

  get chart(): Locator {
    return this.page.getByRole('figure', { name: 'Explored metrics over time' })
  }

  /** Drags over a part of the chart, from one share of its width to another. */
  async drag(from: number, to: number) {
    await this.chart.locator('svg').first().waitFor()
    await this.chart.scrollIntoViewIfNeeded()
    const box = (await this.chart.boundingBox())!
    const y = box.y + box.height / 2
    await this.page.mouse.move(box.x + box.width * from, y)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + box.width * ((from + to) / 2), y, { steps: 4 })
    await this.page.mouse.move(box.x + box.width * to, y, { steps: 4 })
    await this.page.mouse.up()
  }

  formula(ref: string): Locator {
    return this.page.getByRole('textbox', { name: `Formula of ${ref}` })
  }

  /** The address as one would copy it. */
  address(): URLSearchParams {
    return new URL(this.page.url()).searchParams
  }
}
