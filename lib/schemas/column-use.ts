import { readCondition, writeCondition } from '@/lib/metrics/condition'
import { splitFilter } from '@/lib/metrics/filter-text'
import { type Token, tokenize } from '@/lib/metrics/formula/tokenize'

/** A column, the names of the metrics that it has by itself, and those of the metrics by formula over them. */
export type Subject = { table: string; column: string; metrics: ReadonlySet<string>; formulas: ReadonlySet<string> }
/** What takes over: metrics by the names that they had, and the label that is now called another. */
export type Renaming = { table: string; from: string; to: string; metrics: ReadonlyMap<string, string> }

function tokensOf(expr: string): Token[] {
  try {
    return tokenize(expr)
  } catch {
    return []
  }
}

/** The metrics that a formula names. */
export const metricsIn = (expr: string): string[] =>
  tokensOf(expr).flatMap(({ kind, text }) => (kind === 'name' ? [text] : []))

/** A formula with the metrics of the new column in the place of the old one's, and its label where it narrows or groups those. */
export function renameInFormula(expr: string, { from, to, metrics }: Renaming): string {
  const tokens = tokensOf(expr)
  if (!tokens.some(({ kind, text }) => kind === 'name' && metrics.has(text))) return expr
  let next = expr
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index]!
    if (token.kind !== 'name' && token.kind !== 'text') continue
    const [before, after] = [tokens[index - 1]?.text, tokens[index + 1]?.text]
    const isLabel =
      (before === '{' || before === ',' || before === '(') &&
      (/^(=|!=|=~|!~)$/.test(after ?? '') || isGrouped(tokens, index))
    const named = token.kind === 'text' ? token.value : token.text
    const swapped =
      token.kind === 'name' && !isLabel ? metrics.get(token.text) : isLabel && named === from ? to : undefined
    if (swapped === undefined) continue
    const text = token.kind === 'text' ? JSON.stringify(swapped) : swapped
    next = next.slice(0, token.at) + text + next.slice(token.at + token.text.length)
  }
  return next
}

/** Whether a token stands in the labels of `by (…)`. */
function isGrouped(tokens: Token[], index: number): boolean {
  let at = index - 1
  while (at > 0 && (tokens[at]!.text === ',' || tokens[at]!.kind === 'name' || tokens[at]!.kind === 'text')) at -= 1
  return tokens[at]?.text === '(' && tokens[at - 1]?.text === 'by'
}

/** Labels by comma, with one by its new name. */
export const renameInGroups = (groups: string, { from, to }: Renaming) =>
  groups
    .split(',')
    .map((label) => (label.trim() === from ? to : label))
    .join(',')

/** A filter with the label by its new name. */
export function renameInFilter(filter: string, { from, to }: Renaming): string {
  return splitFilter(filter)
    .map((pair) => {
      try {
        const condition = readCondition(pair)
        return condition.label === from ? writeCondition({ ...condition, label: to }) : pair
      } catch {
        return pair
      }
    })
    .join(',')
}

export type Query = { metric?: string; expr?: string; group_by?: string; filter?: string }
type Config = Query & {
  table?: string
  columns?: string[]
  queries?: Query[]
  sort?: { column: string; descending: boolean }
  formats?: Record<string, string>
}
export type UsingWidget = { metric: string | null; config: Config }

const labelOf = (metric: string | null | undefined, renaming: Renaming) =>
  metric ? renaming.metrics.has(metric) : false

/** A question that reads the new column where it read the old one. */
export function renameInQuery<Q extends Query>(query: Q, metric: string | null | undefined, renaming: Renaming): Q {
  const isOwn =
    labelOf(metric, renaming) ||
    (query.expr !== undefined && metricsIn(query.expr).some((name) => renaming.metrics.has(name)))
  return {
    ...query,
    ...(query.metric === undefined ? {} : { metric: renaming.metrics.get(query.metric) ?? query.metric }),
    ...(query.expr === undefined ? {} : { expr: renameInFormula(query.expr, renaming) }),
    ...(isOwn && query.group_by !== undefined ? { group_by: renameInGroups(query.group_by, renaming) } : {}),
    ...(isOwn && query.filter !== undefined ? { filter: renameInFilter(query.filter, renaming) } : {}),
  }
}

/** A widget that reads the new column where it read the old one. */
export function renameInWidget<W extends UsingWidget>(widget: W, renaming: Renaming): W {
  const { metric, config } = widget
  const { table, from, to } = renaming
  const own = config.table === table
  const renamed: Config = {
    ...renameInQuery(config, metric, renaming),
    ...(config.queries ? { queries: config.queries.map((query) => renameInQuery(query, query.metric, renaming)) } : {}),
    ...(own && config.columns ? { columns: config.columns.map((name) => (name === from ? to : name)) } : {}),
    ...(own && config.sort?.column === from ? { sort: { ...config.sort, column: to } } : {}),
    ...(own && config.formats && from in config.formats
      ? {
          formats: Object.fromEntries(
            Object.entries(config.formats).map(([name, unit]) => [name === from ? to : name, unit]),
          ),
        }
      : {}),
  }
  const next = metric === null ? null : (renaming.metrics.get(metric) ?? metric)
  return { ...widget, metric: next, config: renamed }
}

const joined = (texts: (string | undefined)[]) => texts.filter(Boolean).join(', ')

/** How a widget reads a column, in words; null where it does not. */
export function howWidgetUses(
  { metric, config }: UsingWidget,
  { table, column, metrics, formulas }: Subject,
): string | null {
  const names = [metric, config.metric, ...(config.queries ?? []).map((query) => query.metric)].filter(
    (one) => one !== null && one !== undefined,
  )
  const texts = [config.expr, ...(config.queries ?? []).map((query) => query.expr)].filter((one) => one !== undefined)
  const read = [
    ...new Set([...names, ...texts.flatMap(metricsIn)].filter((name) => metrics.has(name) || formulas.has(name))),
  ]
  const shows = config.table === table && config.columns?.includes(column)
  if (read.length === 0 && !shows) return null
  return joined([
    read.length > 0 ? `reads ${read.join(', ')}` : undefined,
    shows ? `shows the column ${column}` : undefined,
  ])
}
