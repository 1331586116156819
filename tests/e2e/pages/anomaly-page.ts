import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** The page of one anomaly. */
export class AnomalyPage {
  constructor(private readonly page: Page) {}

  async open(id: string) {
    await this.page.goto(`${baseUrl()}/anomalies/${id}`)
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
  }

  /** A card by its name. */
  card(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  chart(name: string | RegExp): Locator {
    return this.page.getByRole('figure', { name })
  }

  async addNote(text: string) {
    await this.card('Notes').getByRole('button', { name: 'Add note' }).focus()
    await this.page.keyboard.press('Enter')
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('What happened').fill(text)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
  }

  async editNote(text: string, next: string) {
    await this.card('Notes')
      .getByRole('button', { name: `Edit note: ${text}` })
      .click()
    const dialog = this.page.getByRole('dialog')
    await dialog.getByLabel('What happened').fill(next)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
  }

  async deleteNote(text: string) {
    await this.card('Notes')
      .getByRole('button', { name: `Delete note: ${text}` })
      .click()
    await this.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await expect(this.page.getByRole('dialog')).toBeHidden()
  }
}
