export type Stroke = { line: string; area: string }

/**
 * SVG paths of a series in a box of `width` × `height`: the line, broken at each gap, and the area below it. A lone point
 * becomes a short dash. Empty where fewer than one value is known.
 */
export function prepareSparkline(points: readonly { value: number | null }[], width: number, height: number): Stroke {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length === 0) return { line: '', area: '' }
  const low = Math.min(0, ...values)
  const spread = Math.max(...values, 0) - low || 1
  const x = (index: number) => round((index / Math.max(1, points.length - 1)) * width)
  const y = (value: number) => round(height - 1 - ((value - low) / spread) * (height - 2))

  const runs: [number, number][][] = []
  points.forEach(({ value }, index) => {
    if (value === null) return
    if (index === 0 || points[index - 1]?.value === null) runs.push([])
    runs.at(-1)?.push([x(index), y(value)])
  })
  const line = runs.map((run) => {
    const [first] = run
    const drawn = run.length === 1 && first ? [...run, [first[0] + 1, first[1]] as [number, number]] : run
    return `M${drawn.map((point) => point.join(',')).join('L')}`
  })
  const area = runs.map((run, index) => `${line[index]}L${run.at(-1)?.[0]},${height}L${run[0]?.[0]},${height}Z`)
  return { line: line.join(''), area: area.join('') }
}

const round = (value: number) => Math.round(value * 100) / 100
