import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** The list of anomalies, and the page of one. */
export class AnomaliesPage {
  constructor(private readonly page: Page) {}

  async open() {
    await this.page.goto(`${baseUrl()}/anomalies`)
    await expect(this.page.getByRole('heading', { level: 1, name: 'Anomalies' })).toBeVisible()
  }

  /** The first row that can still be acknowledged. */
  firstOpen(): Locator {
    const button = this.page.getByRole('button', { name: 'Acknowledge' })
    return this.page.getByRole('row').filter({ has: button }).first()
  }

  /** Acknowledges by keyboard alone; answers where the anomaly's own page is. */
  async acknowledge(row: Locator, note: string): Promise<string> {
    const path = await row.getByRole('link').first().getAttribute('href')
    await row.getByRole('button', { name: 'Acknowledge' }).focus()
    await this.page.keyboard.press('Enter')
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('Note').fill(note)
    await dialog.getByRole('button', { name: 'Acknowledge' }).focus()
    await this.page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    return path ?? ''
  }

  rowOf(path: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.locator(`a[href="${path}"]`) })
  }

  /** The lines of the list. */
  get lines(): Locator {
    return this.page.getByRole('grid', { name: 'Anomalies' }).locator('tbody').getByRole('row')
  }

  get selection(): Locator {
    return this.page.getByRole('toolbar', { name: 'Selection' })
  }

  get selected(): Locator {
    return this.page.getByRole('grid', { name: 'Anomalies' }).getByRole('row', { selected: true })
  }

  notice(text: RegExp): Locator {
    return this.page.getByRole('region', { name: /^Notifications/ }).getByText(text)
  }

  /** Opens every anomaly, each on a line of its own, once they are drawn. */
  async openAll() {
    await this.page.goto(`${baseUrl()}/anomalies?status=all&group=none`)
    await expect(this.lines.first()).toBeVisible()
  }
}
