/**
 * The advisory locks of this application, each with a number of its own: where two things share one, they wait for one another.
 * `turn` stands also in the function `hold_events_partition`.
 */
export const locks = {
  migration: 7_301_000,
  partitions: 7_301_001,
  /** Writers of raw events hold it shared, who opens a partition exclusively: no writer is left behind in an older one. */
  turn: 7_301_002,
  tables: 7_301_004,
  violations: 7_301_006,
  values: 7_301_007,
  learning: 7_301_008,
  detection: 7_301_009,
  compaction: 7_301_010,
  feeding: 7_301_021,
  boardFiles: 7_301_011,
  alerts: 7_301_013,
  access: 7_301_014,
  rotation: 7_301_020,
} as const

/** The first of the two keys of those that there are many of: PostgreSQL keeps them apart from the others. */
export const lockSpaces = { sources: 7_301_001, labels: 7_301_003, columns: 7_301_005, removals: 7_301_012 } as const
