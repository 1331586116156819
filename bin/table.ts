import { paint, widthOf } from './terminal'

export type Column = { name: string; right?: true }

const pad = (text: string, width: number, right?: true) => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? space + text : text + space
}

/** Rows as aligned lines below the names of their columns; nothing where there are none. */
export function table(columns: readonly Column[], rows: readonly string[][]): string {
  if (rows.length === 0) return ''
  const widths = columns.map(({ name }, at) => Math.max(widthOf(name), ...rows.map((row) => widthOf(row[at] ?? ''))))
  const line = (cells: readonly string[]) =>
    columns
      .map(({ right }, at) => pad(cells[at] ?? '', widths[at]!, right))
      .join('  ')
      .trimEnd()
  const head = paint('bold', line(columns.map(({ name }) => name)))
  return `${[head, ...rows.map(line)].join('\n')}\n`
}
