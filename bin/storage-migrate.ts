import { engineNames } from '@/lib/storage/engine-contract'
import type { Asked } from './description'
import { UsageError } from './exit-code'
import { withDatabase } from './storage-database'
import { moveStorage } from './storage-move'

const targets = [...engineNames, 'postgres' as const]

export async function run({ options }: Asked): Promise<number> {
  const { json = false } = options as { json?: boolean }
  const to = targets.find((name) => name === options.to)
  if (!to) throw new UsageError(`--to: expected one of ${targets.join(', ')}`)
  let stopped = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (stopped = true))
  return withDatabase((db, { metrics }) => {
    if (to !== 'postgres' && !metrics[to]) throw new UsageError(`--to ${to}: the configuration has no metrics.${to}`)
    return moveStorage({ sql: db.$client, metrics, to, json, stopping: () => stopped })
  })
}
