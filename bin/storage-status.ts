import type { EngineStatus } from '@/lib/storage/contract'
import { readEngineStatus } from '@/lib/storage/service/engine-status'
import type { Asked } from './description'
import { withDatabase } from './storage-database'

const figure = new Intl.NumberFormat('en').format

/** How the engine is, in words. */
function writeStatus(status: EngineStatus | null, storage: string): string {
  if (!status) return `metrics.storage: ${storage}; all rests in PostgreSQL\n`
  const { name, state, failure, failing_since, moving_to } = status
  const waiting = `${figure(status.waiting_rows)} of at most ${figure(status.waiting_rows_most)}`
  const lines = [
    `engine             ${name} (${state})`,
    `holds minutes      from ${status.holds_from} to ${status.holds_before}`,
    `waiting rows       ${waiting}${status.oldest_waiting_at ? `, the oldest of ${status.oldest_waiting_at}` : ''}`,
    `late rows          ${figure(status.late_rows)}, kept in PostgreSQL`,
    `refused            ${figure(status.refused_total)}, kept in PostgreSQL`,
    ...(failure === null ? [] : [`failing            since ${failing_since}: ${failure}`]),
    ...(moving_to === null ? [] : [`moving             to ${moving_to}; the same command goes on`]),
    ...(state === 'unmoved'
      ? [
          `metrics.storage    is ${storage}: "datawatch storage migrate --to ${storage === 'embedded' ? 'postgres' : storage}" moves them`,
        ]
      : []),
  ]
  return `${lines.join('\n')}\n`
}

export const run = ({ options }: Asked): Promise<number> =>
  withDatabase(async (db, config) => {
    const status = await readEngineStatus({ db, config })
    process.stdout.write(
      options.json ? `${JSON.stringify(status, null, 2)}\n` : writeStatus(status, config.metrics.storage),
    )
    return 0
  })
