import type { Sql } from 'postgres'
import { expect, vi } from 'vitest'

/** Resolves when nothing is left in the log of samples. */
export const awaitCompacted = (sql: Sql) =>
  vi.waitFor(async () => {
    const [row] = await sql<{ lines: number }[]>`select count(*)::int as lines from sample_log`
    expect(row!.lines).toBe(0)
  }, 10_000)
