import type { PartitionedTable } from '@/lib/db/partitions'

const dayMs = 86_400_000
const hoursFor = 4
const daysFor = 1825 * dayMs

type Settings = { retention: number; rollup_retention: { minutes?: number; hours?: number; days?: number } }

/** For how long what is kept in each partitioned table stays after it arrived, in milliseconds: the coarser, the longer. */
export function retentionsOf({ retention, rollup_retention }: Settings): Record<PartitionedTable, number> {
  const { minutes = retention, hours = Math.max(minutes, hoursFor * retention) } = rollup_retention
  const { days = Math.max(hours, daysFor) } = rollup_retention
  return {
    events: retention,
    dead_letters: retention,
    row_versions: retention,
    rollups_1m: minutes,
    rollups_1h: hours,
    rollups_1d: days,
    sketches_1m: minutes,
    sketches_1h: hours,
    sketches_1d: days,
  }
}
