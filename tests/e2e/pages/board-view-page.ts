import { expect, type Page } from '@playwright/test'
import { baseUrl } from '../demo'
import { type Board, callApi } from './board-page'

const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })

/** A new board of the orders with a variable for their status. */
export const makeViewed = (name: string) =>
  callApi<Board>('/dashboards', 'POST', {
    name,
    variables: [{ name: 'status', kind: 'label', metric: 'orders_by_status', label: 'status', multiple: true }],
    widgets: [
      {
        ...{ type: 'counter', title: 'Orders: $status', metric: 'orders_by_status' },
        ...{ config: { filter: 'status:$status' }, position: at(0, 0, 4, 2) },
      },
      {
        ...{ type: 'counter', title: 'Misspelt', metric: 'orders_by_status' },
        ...{ config: { filter: 'status:$stauts' }, position: at(4, 0, 4, 2) },
      },
      { type: 'line', title: 'Course', metric: 'orders_events_total', position: at(0, 2, 6, 4) },
      { type: 'bar', title: 'By status', metric: 'orders_by_status', position: at(6, 2, 6, 4) },
    ],
  })

/** A new board with a counter for each channel of the orders, a time chart, the hours of the week and a list of statuses. */
export const makeRepeated = (name: string) =>
  callApi<Board>('/dashboards', 'POST', {
    name,
    variables: [{ name: 'channel', kind: 'label', metric: 'orders_by_channel', label: 'channel', multiple: true }],
    widgets: [
      {
        ...{ type: 'counter', title: 'Orders: $channel', metric: 'orders_by_channel', position: at(0, 0, 4, 2) },
        config: { filter: 'channel:$channel', repeat: { variable: 'channel' } },
      },
      { type: 'line', title: 'Course', metric: 'orders_events_total', position: at(0, 2, 6, 4) },
      { type: 'heatmap', title: 'When', metric: 'orders_inserts_total', position: at(6, 2, 6, 4) },
      { type: 'counter', title: 'Below', metric: 'orders_by_channel', position: at(0, 6, 4, 2) },
      { type: 'table', title: 'Top', metric: 'orders_by_status', position: at(4, 6, 8, 4) },
    ],
  })

/** A board that is looked at: its variables, its time, and where its charts lead. */
export class BoardViewPage {
  constructor(
    readonly page: Page,
    private readonly id: string,
  ) {}

  async open(search = '') {
    await this.page.goto(`${baseUrl()}/dashboards/${this.id}${search}`)
  }

  heading = (title: string) => this.page.getByRole('heading', { level: 2, name: title, exact: true })
  widget = (title: string) => this.page.getByRole('region', { name: title, exact: true })
  press = (name: string) => this.page.getByRole('button', { name, exact: true }).click()
  param = (name: string) => new URL(this.page.url()).searchParams.get(name)

  async choose(variable: string, values: string[]) {
    await this.page.getByRole('button', { name: new RegExp(`^${variable}: `) }).click()
    for (const value of values) {
      const box = this.page.getByRole('checkbox', { name: value, exact: true })
      await box.click()
      await expect(box).toBeChecked()
    }
    await this.page.keyboard.press('Escape')
  }

  async chooseRange(label: string) {
    await this.page.getByRole('button', { name: /^Time range: / }).click()
    await this.page.getByRole('button', { name: label, exact: true }).click()
    await expect(this.page.getByRole('button', { name: `Time range: ${label}` })).toBeVisible()
  }

  async chooseRefresh(label: string) {
    await this.page.getByRole('combobox', { name: 'Refresh' }).click()
    await this.page.getByRole('option', { name: label, exact: true }).click()
  }

  async toggleAnnotation(name: string) {
    await this.page.getByRole('button', { name: /^Annotations/ }).click()
    await this.page.getByRole('checkbox', { name, exact: true }).click()
  }

  /** Drags over the middle of a time chart. */
  async zoomInto(title: string) {
    const figure = this.page.getByRole('figure', { name: title })
    await expect(figure.getByRole('application')).toBeVisible()
    const box = (await figure.boundingBox())!
    const y = box.y + box.height / 2
    await this.page.mouse.move(box.x + box.width * 0.4, y)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + box.width * 0.7, y, { steps: 5 })
    await this.page.mouse.up()
  }
}
