import { expect, type Locator } from '@playwright/test'
import { BoardPage } from './board-page'
import { pickOption } from './pick-option'

/** A board while it is changed: its canvas, what is chosen, and the settings of a widget. */
export class BoardEditorPage extends BoardPage {
  handle = (title: string): Locator => this.page.getByRole('button', { name: `Move or resize ${title}`, exact: true })
  frame = (title: string): Locator => this.page.getByRole('region', { name: title, exact: true })
  chosen = () => this.page.getByRole('toolbar', { name: 'Chosen widgets' })
  settings = () => this.page.getByRole('complementary', { name: 'Widget settings' })

  async openSettings(title: string) {
    await this.press(`Edit ${title}`)
    await expect(this.settings()).toBeVisible()
  }

  async set(label: string, option: string) {
    await this.settings().getByRole('combobox', { name: label, exact: true }).click()
    await pickOption(this.page, option)
  }

  async save() {
    await this.press('Save')
    await expect(this.bar()).toHaveCount(0)
  }
}
