import type { Figures } from './compare'
import { line, thousands } from './machine'

export type Row = { question: string; events: number; figures: Figures }

const peers = ['VictoriaMetrics', 'Prometheus']
export const aims = { ratio: 1.5, widgetsMs: 50 }

const figure = (value: number) => (value < 10 ? value.toFixed(2) : value < 1000 ? value.toFixed(1) : thousands(value))

/** How many times as long as the faster of the systems made for it an answer takes, by the median. */
export function ratioOf({ figures }: Row): number {
  const fastest = Math.min(...peers.map((name) => figures.get(name)?.p50 ?? Number.POSITIVE_INFINITY))
  return figures.get('DataWatch')!.p50 / fastest
}

const bold = (text: string, isMissed: boolean) => (isMissed ? `**${text}**` : text)

/** The table as Markdown; what misses its aim is bold. */
export function tableOf(rows: Row[]): string[] {
  const names = ['DataWatch', ...peers, 'SQL over raw events']
  const head = ['question', 'events', ...names.map((name) => `${name}, p50 / p99`), 'ratio to the faster']
  const lines = rows.map((row) => {
    const cells = names.map((name) => {
      const own = row.figures.get(name)
      return own ? `${figure(own.p50)} / ${figure(own.p99)}` : ''
    })
    const ratio = ratioOf(row)
    return [row.question, thousands(row.events), ...cells, bold(ratio.toFixed(2), ratio > aims.ratio)]
  })
  const write = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [write(head), write(head.map(() => '---')), ...lines.map(write)]
}

/** How the median of DataWatch grows from the smallest to the largest number of events, by question. */
export function growthOf(rows: Row[]): string[] {
  const sizes = [...new Set(rows.map(({ events }) => events))].sort((a, b) => a - b)
  const [small, large] = [sizes[0]!, sizes.at(-1)!]
  if (small === large) return []
  return rows
    .filter(({ events }) => events === large)
    .map(({ question, figures }) => {
      const before = rows.find((row) => row.question === question && row.events === small)
      const times = figures.get('DataWatch')!.p50 / before!.figures.get('DataWatch')!.p50
      return `${question}: × ${times.toFixed(2)} from ${thousands(small)} to ${thousands(large)} events`
    })
}

/** Says what misses its aim; answers whether anything does. */
export function judge(rows: Row[], widgets: string): boolean {
  const slow = rows.filter((row) => ratioOf(row) > aims.ratio)
  for (const row of slow) line(`above ${aims.ratio} times the faster: ${row.question}, ${thousands(row.events)} events`)
  const late = rows.filter(
    ({ question, figures }) => question === widgets && figures.get('DataWatch')!.p50 > aims.widgetsMs,
  )
  for (const { events } of late) line(`above ${aims.widgetsMs} ms: ${widgets}, ${thousands(events)} events`)
  return slow.length + late.length > 0
}
