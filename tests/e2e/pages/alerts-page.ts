import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** The pages of alerts: the inbox, an alert, rules and silences. */
export class AlertsPage {
  constructor(readonly page: Page) {}

  async open(path = '') {
    await this.page.goto(`${baseUrl()}/alerts${path}`)
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
  }

  card(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  line(title: string): Locator {
    return this.page.getByRole('grid', { name: 'Alerts' }).getByRole('row').filter({ hasText: title })
  }

  rule(name: string): Locator {
    return this.page.getByRole('table', { name: 'Rules' }).getByRole('row').filter({ hasText: name })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  notice(text: string): Locator {
    return this.page.getByRole('region', { name: /^Notifications/ }).getByText(text)
  }

  async show(view: string) {
    await this.page.getByRole('radio', { name: view, exact: true }).click()
  }

  /** Does one of the things in the menu of an alert. */
  async does(action: string) {
    await this.page.getByRole('button', { name: 'More actions' }).click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }
}
