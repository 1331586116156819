import type { Slot } from './bind-tables'
import type { WidgetConfig, WidgetType } from './contract'
import type { Find } from './find-metric'
import type { TemplateId } from './template-contract'

/** A widget of a template: of which place it is, what it asks of the table there, and its share of its row. */
export type Planned = {
  /** The place; of several the first that has a table. */
  of: readonly string[]
  type: WidgetType
  /** `{field}` stands for the column that was found, `{rows}` for what its place is of. */
  title: string
  find: Find
  share: number
  config?: WidgetConfig
}
export type Template = {
  id: TemplateId
  name: string
  description: string
  slots: readonly Slot[]
  /** The places of which at least one needs a table. */
  needs: readonly string[]
  rows: readonly { height: number; widgets: readonly Planned[] }[]
}

type More = { share?: number; config?: WidgetConfig }
const plan =
  (type: WidgetType, usual: number) =>
  (of: string, title: string, find: Find, { share = usual, config }: More = {}): Planned => ({
    ...{ of: of.split(' '), type, title, find, share },
    ...(config ? { config } : {}),
  })
/** Each takes the place, the title and what is looked for there, and more where it is not as usual. */
export const counter = plan('counter', 3)
export const line = plan('line', 6)
export const bar = plan('bar', 6)
export const pie = plan('pie', 4)
export const heatmap = plan('heatmap', 6)
export const latest = (of: string) => plan('table', 8)(of, 'Latest {rows}', () => ({ metric: null }))
export const unusual = (of: string) => plan('alerts', 4)(of, 'Unusual in {rows}', () => ({ metric: null }))

export const figures = (...widgets: Planned[]) => ({ height: 2, widgets })
export const charts = (...widgets: Planned[]) => ({ height: 4, widgets })
export const lists = (...widgets: Planned[]) => ({ height: 5, widgets })

/** A place for a table that is called by one of these words, and what such a table has. */
export const slot = (id: string, words: string, ...traits: NonNullable<Slot['traits']>): Slot => ({
  ...{ id, name: id, words: words.split(' ') },
  ...(traits.length > 0 ? { traits } : {}),
})
