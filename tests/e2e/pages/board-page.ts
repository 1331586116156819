import { expect, type Locator, type Page } from '@playwright/test'
import { baseUrl } from '../demo'

export type Board = {
  id: string
  name: string
  version: number
  widgets: { id: string; title: string; position: { x: number; y: number } }[]
}

/** Calls the API as the owner's browser would. */
export async function callApi<T>(path: string, method = 'GET', body?: unknown): Promise<T> {
  const answer = await fetch(`${baseUrl()}/api/v1/datawatch${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}`)
  return ((await answer.json()) as { data: T }).data
}

/** A new board with a counter of each title. */
export const makeBoard = (name: string, titles: string[] = []) =>
  callApi<Board>('/dashboards', 'POST', {
    name,
    widgets: titles.map((title, i) => ({
      type: 'counter',
      title,
      metric: 'orders_events_total',
      position: { x: 4 * i, y: 0, width: 4, height: 2 },
    })),
  })

export const readBoard = (id: string) => callApi<Board>(`/dashboards/${id}`)
export const titlesOf = ({ widgets }: Board) => widgets.map(({ title }) => title).sort()

/** One board: looked at, edited, shared, and its history. */
export class BoardPage {
  constructor(
    readonly page: Page,
    private readonly id: string,
  ) {}

  async open(search = '') {
    await this.page.goto(`${baseUrl()}/dashboards/${this.id}${search}`)
  }

  async edit() {
    await this.open('?edit=1')
    await expect(this.bar()).toBeVisible()
  }

  bar = (): Locator => this.page.getByRole('region', { name: 'Edit the dashboard' })
  name = () => this.page.getByLabel('Name of the dashboard')
  widget = (title: string) => this.page.getByRole('heading', { level: 2, name: title, exact: true })
  says = (words: string | RegExp) => this.page.getByText(words)
  press = (name: string) => this.page.getByRole('button', { name, exact: true }).click()

  async retitle(from: string, to: string) {
    await this.press(`Edit ${from}`)
    await this.page.getByRole('complementary', { name: 'Widget settings' }).getByLabel('Title').fill(to)
    await this.page.getByRole('button', { name: 'Close the settings' }).click()
    await expect(this.widget(to)).toBeVisible()
  }

  /** Waits until this browser has the draft. */
  kept = () => expect(this.says(/^Draft kept/)).toBeVisible()

  async chooseFromMenu(name: string, item: string) {
    await this.press(`More about ${name}`)
    await this.page.getByRole('menuitem', { name: item }).click()
  }
}
