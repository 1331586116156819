import { expect, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

/** All boards, and what a new one starts from. */
export class BoardsPage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto(`${baseUrl()}/dashboards`)
  }

  section = (name: string) => this.page.getByRole('region', { name, exact: true })
  dialog = () => this.page.getByRole('dialog', { name: 'New dashboard' })
  /** What the chosen template would show. */
  shows = (title: string) =>
    this.dialog().getByRole('list', { name: 'What it shows' }).getByText(title, { exact: true })
  misses = (what: string) =>
    this.dialog().getByRole('list', { name: 'What is missing' }).getByText(what, { exact: true })

  async startFrom(template: string) {
    await this.page.getByRole('button', { name: 'New dashboard' }).first().click()
    const choice = this.dialog().getByRole('radio', { name: template, exact: true })
    await choice.focus()
    await choice.press(' ')
    await expect(choice).toBeChecked()
  }

  async takeTable(slot: string, table: string) {
    await this.dialog()
      .getByRole('combobox', { name: `Table of ${slot}` })
      .click()
    await this.page.getByRole('option', { name: table, exact: true }).click()
  }

  async create(name: string) {
    await this.dialog().getByLabel('Name').fill(name)
    await this.dialog().getByRole('button', { name: 'Create' }).click()
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible()
  }
}
