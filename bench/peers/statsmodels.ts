import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { StlOptions } from '@/lib/stats/stl-options'

export type Decomposition = { milliseconds: number; seasonal: number[]; trend: number[]; weights: number[] }
export type StlPeer = {
  version: string
  decompose: (
    values: number[],
    options: Required<Omit<StlOptions, 'seasonalWindow'>> & { seasonalWindow: number },
  ) => Promise<Decomposition>
  stop: () => Promise<void>
}

/** One question a line, answered in one line; only the fit itself is timed. */
const program = `
import json, sys, time
import numpy, statsmodels
from statsmodels.tsa.seasonal import STL
print(statsmodels.__version__, flush=True)
for line in sys.stdin:
    question = json.loads(line)
    y = numpy.array(question['values'])
    begin = time.perf_counter()
    fit = STL(y, **question['options']).fit(inner_iter=question['inner'], outer_iter=question['outer'])
    took = time.perf_counter() - begin
    print(json.dumps({'milliseconds': 1000 * took, 'seasonal': fit.seasonal.tolist(), 'trend': fit.trend.tolist(),
                      'weights': fit.weights.tolist()}), flush=True)
`

/** statsmodels in a Python that stays up, the one of the system before others; null where none has it. */
export async function startStatsmodels(): Promise<StlPeer | null> {
  const python = ['/usr/bin/python3', 'python3'].find(
    (path) => spawnSync(path, ['-c', 'import statsmodels'], { stdio: 'ignore' }).status === 0,
  )
  if (python === undefined) return null
  const child = spawn(python, ['-c', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('statsmodels ended before it answered')
    return value
  }
  return {
    version: await answer(),
    decompose: async (values, options) => {
      const { inner, outer } = options
      child.stdin.write(`${JSON.stringify({ values, inner, outer, options: inItsWords(options) })}\n`)
      return JSON.parse(await answer())
    },
    stop: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

const inItsWords = (options: Parameters<StlPeer['decompose']>[1]) => ({
  period: options.period,
  seasonal: options.seasonalWindow,
  trend: options.trendWindow,
  low_pass: options.lowPassWindow,
  seasonal_deg: options.seasonalDegree,
  trend_deg: options.trendDegree,
  low_pass_deg: options.lowPassDegree,
  seasonal_jump: options.seasonalJump,
  trend_jump: options.trendJump,
  low_pass_jump: options.lowPassJump,
  robust: options.robust,
})
