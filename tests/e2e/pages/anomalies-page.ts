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
}
