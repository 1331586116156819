import { cpus } from 'node:os'
import type { Figure, Scenario } from './scenario'

export type Outcome = { scenario: Scenario; figures: Figure[]; skipped?: string; seconds: number }

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export const isKept = ({ figures }: Pick<Outcome, 'figures'>) => figures.every((figure) => figure.kept)

const words = (figure: Figure) => {
  const text = `${figure.what}: ${figure.value}`
  return figure.kept ? text : `**${text}**`
}

function verdict({ skipped, figures }: Outcome) {
  if (skipped !== undefined) return 'not tried'
  return isKept({ figures }) ? 'kept' : '**broken**'
}

/** The outcomes as a section of docs/measurements.md: machine, date, and one row for each promise. */
export function toMarkdown(outcomes: Outcome[], command: string, now: Date): string {
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version.slice(1)}, embedded PostgreSQL`
  const rows = outcomes.map((outcome) => {
    const { scenario, figures, skipped, seconds } = outcome
    const text = skipped ?? figures.map(words).join('; ')
    return `| ${scenario.promise} | ${verdict(outcome)} | ${cell(text)} | ${Math.round(seconds)} s |`
  })
  return [
    '## What must not break',
    '',
    `${now.toISOString().slice(0, 10)}, ${machine}, \`${command}\`:`,
    '',
    '| promise | | figures | took |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n')
}
