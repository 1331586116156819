import { median } from '@/lib/stats/median'
import { randomSource } from '@/lib/stats/random-source'
import { stl } from '@/lib/stats/stl'
import { line, machine } from './machine'
import { startStatsmodels } from './peers/statsmodels'

/**
 * A week of 5-minute buckets taken apart by STL with a period of a day, by DataWatch and by statsmodels in turn, with the same
 * parameters; ends with an error where the two do not agree or DataWatch takes more than 1.5 times as long.
 */
const repetitions = 15
const atMost = 1.5
const tolerance = 1e-9
const length = 2016
const period = 288

const random = randomSource(1)
const values = Array.from({ length }, (_, i) => {
  const spike = random() < 0.005 ? 150 : 0
  return 100 + i / 100 + 30 * Math.sin((2 * Math.PI * i) / period) + 10 * (random() - 0.5) + spike
})

const windows = { period, seasonalWindow: 7, trendWindow: 551, lowPassWindow: 289 }
const degrees = { seasonalDegree: 1, trendDegree: 1, lowPassDegree: 1 } as const
const everyPosition = { seasonalJump: 1, trendJump: 1, lowPassJump: 1 }
const aTenth = { seasonalJump: 1, trendJump: 56, lowPassJump: 29 }
const plain = { robust: false, inner: 5, outer: 0 }
const robust = { robust: true, inner: 2, outer: 15 }
const cases = [
  { name: 'plain, fitted at every position', ...windows, ...degrees, ...everyPosition, ...plain },
  { name: 'robust, fitted at every position', ...windows, ...degrees, ...everyPosition, ...robust },
  { name: 'plain, jumps of a tenth of the window', ...windows, ...degrees, ...aTenth, ...plain },
  { name: 'robust, jumps of a tenth of the window', ...windows, ...degrees, ...aTenth, ...robust },
]

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let gap = 0
  let size = 0
  for (let i = 0; i < a.length; i++) {
    gap = Math.max(gap, Math.abs(a[i]! - b[i]!))
    size = Math.max(size, Math.abs(b[i]!))
  }
  return gap / size
}

const peer = await startStatsmodels()
line(
  `STL of ${length} values, period ${period}: ${machine()}, ${peer ? `statsmodels ${peer.version}` : 'no statsmodels'}`,
)
if (!peer)
  line('No python3 here can import statsmodels (Debian: apt install python3-statsmodels): DataWatch alone, no ratio.')
line('')
line('| parameters | DataWatch, ms | statsmodels, ms | ratio | largest difference |')
line('|---|---|---|---|---|')
const complaints: string[] = []
for (const { name, ...options } of cases) {
  const ours: number[] = []
  const theirs: number[] = []
  let gap = 0
  for (let run = -2; run < repetitions; run++) {
    const begin = performance.now()
    const fit = stl(values, options)
    const took = performance.now() - begin
    const reference = await peer?.decompose(values, options)
    if (run < 0) continue
    ours.push(took)
    if (!reference) continue
    theirs.push(reference.milliseconds)
    for (const part of ['seasonal', 'trend', 'weights'] as const)
      gap = Math.max(gap, largestGap(fit[part], reference[part]))
  }
  const mine = median(ours)
  const other = median(theirs)
  const figures = peer ? [other.toFixed(2), (mine / other).toFixed(3), gap.toExponential(1)] : ['–', '–', '–']
  line(`| ${[name, mine.toFixed(2), ...figures].join(' | ')} |`)
  if (mine > atMost * other) complaints.push(`${name}: ${(mine / other).toFixed(2)} times as long, at most ${atMost}`)
  if (gap > tolerance) complaints.push(`${name}: the results differ by ${gap.toExponential(1)}, at most ${tolerance}`)
}
await peer?.stop()
for (const complaint of complaints) line(complaint)
if (complaints.length > 0) process.exitCode = 1
