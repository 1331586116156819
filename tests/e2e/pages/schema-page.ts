import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** The schemas of tables, what changed about them, and what a change touches. */
export class SchemaPage {
  constructor(private readonly page: Page) {}

  async open() {
    await this.page.goto(`${baseUrl()}/schema`)
    await expect(this.page.getByRole('heading', { level: 1, name: 'Schema' })).toBeVisible()
  }

  async openTable(table: string) {
    await this.page.getByRole('searchbox', { name: 'Search tables and columns' }).fill(table)
    await this.page.getByRole('table', { name: 'Tables' }).getByRole('link', { name: table, exact: true }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: table })).toBeVisible()
  }

  columnOf(table: string, column: string): Locator {
    return this.page
      .getByRole('table', { name: `Columns of ${table}` })
      .getByRole('row')
      .filter({ hasText: column })
  }

  get changes(): Locator {
    return this.page.getByRole('list', { name: 'Changes' })
  }

  change(words: string): Locator {
    return this.changes.getByRole('button', { name: words })
  }

  get drawer(): Locator {
    return this.page.getByRole('dialog')
  }

  async acknowledge(note: string) {
    await this.drawer.getByRole('textbox', { name: 'Note' }).fill(note)
    await this.drawer.getByRole('button', { name: 'Acknowledge' }).click()
    await expect(this.drawer.getByText(`“${note}”`)).toBeVisible()
  }

  /** Lets what reads the old column read the new one, and says how many things moved. */
  async remap(to: string) {
    const move = this.drawer.getByRole('button', { name: new RegExp(`^Move \\d+ to ${to}$`) })
    await expect(move).toBeVisible({ timeout: 30_000 })
    await move.click()
  }

  async compare() {
    await this.page.getByRole('region', { name: 'Timeline' }).getByRole('link', { name: 'Compare' }).click()
    await expect(this.page.getByRole('heading', { level: 1, name: 'Compare schemas' })).toBeVisible()
  }
}
