const largest = 6
const runPenalty = 0.6
const sharePointwise = 0.6
const penaltyAlone = 0.8
const shapeAdds = 0.9
const shareOfLarger = 0.8

/** 5.2 gives 1.5 and 8 gives 2: the logarithm keeps a hundredfold spike comparable with a threefold one. */
export const surpriseOf = (z: number): number =>
  Number.isNaN(z) ? 0 : Math.min(largest, 1.5 * Math.log10(1 + (z * z) / 3))

/** From 0 to 1: a surprise of 1.5 (5.2 scales off) is 0.53, one of 3 (17 scales) 0.78. */
export const scoreOf = (surprise: number): number => 1 - Math.exp(-surprise / 2)

/** The surprise that has this score. */
export const surpriseOfScore = (score: number): number =>
  Math.min(largest, -2 * Math.log(1 - Math.min(score, 1 - 1e-9)))

/** How many scales off a value of this surprise is. */
export const deviationOf = (surprise: number): number => Math.sqrt(3 * (10 ** (surprise / 1.5) - 1))

/**
 * Signed z-scores of one bucket by each way to look at it: plain and in roots, their runs, as a count (`ownCount` without those before it,
 * where that is told apart), by shape (0 and more, NaN if unknown), and as standing still (0 and more).
 */
export type Evidence = {
  plain: number
  root: number
  plainRun: number
  rootRun: number
  count: number
  ownCount?: number
  shape: number
  flat?: number
}

/** What says most of a surprise. */
export const leads = ['bucket', 'run', 'count', 'shape', 'flat'] as const
export type Lead = (typeof leads)[number]

/** `own` is what the bucket says by itself, without those before it; `side`: 1 above what was expected, −1 below, 0 where nothing says so. */
export type Verdict = { surprise: number; own: number; side: number; lead: Lead }

/** What two spaces say, mostly the one that is surprised more. */
function ofBoth(plain: number, root: number): number {
  if (Number.isNaN(root)) return surpriseOf(plain)
  const [one, other] = [surpriseOf(plain), surpriseOf(root)]
  return shareOfLarger * Math.max(one, other) + (1 - shareOfLarger) * Math.min(one, other)
}

/** One surprise from all evidence, of which the shape has a say where it is known. */
export function weigh({ plain, root, plainRun, rootRun, count, ownCount = 0, shape, flat = 0 }: Evidence): Verdict {
  const withShape = !Number.isNaN(shape)
  if (Number.isNaN(plain)) return { surprise: 0, own: 0, side: 0, lead: 'bucket' }
  const own = Math.max(ofBoth(plain, root), surpriseOf(ownCount))
  const byRun = Math.abs(rootRun) > Math.abs(plainRun) ? rootRun : plainRun
  const candidates: [surprise: number, z: number, lead: Lead][] = [
    [own, plain, 'bucket'],
    [surpriseOf(byRun) - runPenalty, byRun, 'run'],
    [surpriseOf(count) - runPenalty, count, 'count'],
  ]
  const [pointwise, z, lead] = candidates.reduce((best, one) => (one[0] > best[0] ? one : best))
  const byShape = surpriseOf(shape)
  const joined = withShape
    ? Math.min(sharePointwise * pointwise + (1 - sharePointwise) * byShape, pointwise + shapeAdds)
    : pointwise
  const asCount = surpriseOf(count)
  const surprise = Math.max(joined, pointwise - penaltyAlone, asCount)
  const asFlat = surpriseOf(flat)
  if (asFlat > surprise) return { surprise: asFlat, own: Math.max(own, asFlat), side: 0, lead: 'flat' }
  if (asCount > 0 && surprise === asCount) return { surprise, own, side: Math.sign(count), lead: 'count' }
  const isShape = withShape && (1 - sharePointwise) * byShape > sharePointwise * pointwise
  return { surprise, own, side: Math.sign(z), lead: isShape ? 'shape' : lead }
}
