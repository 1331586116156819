import type { StorageGroupName } from '@/lib/storage/contract'

/** What the kinds of data are called, what they are for, and the colour each is drawn in. */
export const groupWords: Record<StorageGroupName, { name: string; about: string; colour: string }> = {
  events: { name: 'Raw events', about: 'every row change as it came', colour: 'bg-chart-1' },
  row_states: { name: 'Row states', about: 'the last known image of each row', colour: 'bg-chart-3' },
  row_versions: { name: 'Row versions', about: 'what rows were before, for late events', colour: 'bg-chart-7' },
  rollups_1m: { name: 'Minutes', about: 'metrics by the minute', colour: 'bg-chart-4' },
  rollups_1h: { name: 'Hours', about: 'metrics by the hour', colour: 'bg-chart-5' },
  rollups_1d: { name: 'Days', about: 'metrics by the day', colour: 'bg-chart-2' },
  sketches: {
    name: 'Sketches',
    about: 'percentiles and different values by the minute, hour and day',
    colour: 'bg-chart-7',
  },
  anomalies: { name: 'Anomalies', about: 'what was unusual', colour: 'bg-chart-8' },
  dead_letters: { name: 'Dead letters', about: 'messages that were refused', colour: 'bg-chart-6' },
  other: { name: 'Other', about: 'boards, names, and the database itself', colour: 'bg-muted-foreground' },
}
