import type { Locator, Page } from '@playwright/test'
import { baseUrl } from '../demo'
import { pickOption } from './pick-option'

/** The pages of quality, and the dialog of a rule. */
export class QualityPage {
  constructor(readonly page: Page) {}

  async open(path = '') {
    await this.page.goto(`${baseUrl()}/quality${path}`)
  }

  card(name: string): Locator {
    return this.page.getByRole('region', { name, exact: true })
  }

  rule(title: string): Locator {
    return this.page.getByRole('row').filter({ hasText: title })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  async choose(label: string, option: string) {
    await this.dialog.getByRole('combobox', { name: label, exact: true }).click()
    await pickOption(this.page, option)
  }

  /** Does one of the things in the menu of a rule. */
  async does(title: string, action: string) {
    await this.rule(title)
      .getByRole('button', { name: `More for ${title}` })
      .click()
    await this.page.getByRole('menuitem', { name: action }).click()
  }
}
