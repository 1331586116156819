import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** The live list of events, and one event beside it. */
export class EventsPage {
  constructor(private readonly page: Page) {}

  async open(table: string) {
    await this.page.goto(`${baseUrl()}/events?table=${table}`)
    await expect(this.page.getByRole('heading', { level: 1, name: 'Events' })).toBeVisible()
    await expect(this.page.getByRole('status').filter({ hasText: 'Following' })).toBeVisible()
  }

  get rows(): Locator {
    return this.page.getByRole('table', { name: 'Events' }).locator('tbody').getByRole('row')
  }

  status(text: string): Locator {
    return this.page.getByRole('status').filter({ hasText: text })
  }

  get drawer(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Opens the newest event by keyboard alone. */
  async openNewest() {
    await this.rows.first().getByRole('button').filter({ visible: true }).focus()
    await this.page.keyboard.press('Enter')
    await expect(this.drawer).toBeVisible()
  }
}
