import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Detection } from '@/lib/anomalies/detector/detector'
import { judgeSeries } from '@/lib/anomalies/detector/judge-series'
import { formatJudgedCsv, parseSeriesCsv } from '@/lib/anomalies/detector/series-csv'

/** All `*.csv` below a folder, but not below `without`, as paths from it. */
export function listSeriesFiles(folder: string, without: string): string[] {
  const [root, left] = [resolve(folder), resolve(without)]
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new Error(`${folder} is no folder`)
  const walk = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      const path = join(at, entry.name)
      if (path === left) return []
      if (entry.isDirectory()) return walk(path)
      return /\.csv$/i.test(entry.name) ? [relative(root, path).split(sep).join('/')] : []
    })
  return walk(root).sort()
}

type Places = { from: string; to: string; path: string }

/** Judges one file and writes the same path below `to`. Answers its rows, and why none has a verdict where none has. */
export function judgeFile({ from, to, path }: Places, detection: Detection): { rows: number; silence: string | null } {
  const series = parseSeriesCsv(readFileSync(join(from, path), 'utf8'))
  const { rows, silence } = judgeSeries(series, detection)
  const out = join(to, path)
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, formatJudgedCsv(series, rows))
  return { rows: rows.length, silence }
}
