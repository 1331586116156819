import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** How metrics are watched: the list, and the card on the page of one. */
export class DetectionPage {
  constructor(private readonly page: Page) {}

  /** Goes from the anomalies to the list of what is watched. */
  async open() {
    await this.page.goto(`${baseUrl()}/anomalies`)
    await this.page.getByRole('link', { name: 'What is watched' }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Detection' })).toBeVisible()
  }

  async choose(metric: string) {
    await this.page.getByRole('searchbox', { name: 'Search metrics' }).fill(metric)
    await this.page.getByRole('link', { name: metric, exact: true }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: metric })).toBeVisible()
  }

  get card(): Locator {
    return this.page.getByRole('region', { name: 'Detection' })
  }

  get form(): Locator {
    return this.card.getByRole('form', { name: 'Detection settings' })
  }

  async edit() {
    await this.card.getByRole('button', { name: 'Settings' }).click()
    await expect(this.form).toBeVisible()
  }

  /** How many anomalies the backtest would have raised, once it has looked. */
  async raised(): Promise<number> {
    const said = this.form.getByRole('region', { name: 'Backtest' }).getByText(/Would have raised/)
    await expect(said).toBeVisible({ timeout: 60_000 })
    return Number(/raised (\d+)/.exec((await said.textContent()) ?? '')?.[1])
  }

  async mute(how: string) {
    await this.form.getByRole('combobox', { name: 'Mute' }).click()
    await this.page.getByRole('option', { name: how }).click()
  }

  async save() {
    await this.form.getByRole('button', { name: 'Save' }).click()
    await expect(this.form).toBeHidden()
  }

  async reset() {
    await this.edit()
    await this.form.getByRole('button', { name: 'Reset' }).click()
    await expect(this.form).toBeHidden()
  }
}
