export type ChartPoint = { at: number; value: number | null }
export type Drawing = {
  points: readonly ChartPoint[]
  threshold: number | null
  /** When it fired; an end of null is the end of the chart. */
  firing: { from: number; to: number | null }
}
/** As React has elements; a number among the children is drawn as a text. */
export type Element = { type: string; props: Record<string, unknown> & { children?: (Element | string)[] } }

export const chartSize = { width: 1000, height: 360 }
const plot = { left: 90, right: 24, top: 24, bottom: 44 }

const make = (type: string, props: Record<string, unknown>, children: (Element | string)[] = []): Element => ({
  type,
  props: { ...props, children },
})

/** Round levels around the values, three to six of them; from zero where that is near. */
function levelsOf(values: number[]): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const span = most - least || Math.abs(most) || 1
  const bottom = least >= 0 && least < span * 2 ? 0 : least - span * 0.05
  const top = most + span * 0.05
  const rough = (top - bottom) / 4
  const unit = 10 ** Math.floor(Math.log10(rough))
  const step = unit * ([1, 2, 5, 10].find((size) => size * unit >= rough) ?? 10)
  const first = Math.floor(bottom / step)
  return Array.from({ length: Math.ceil(top / step) - first + 1 }, (_, index) => (first + index) * step)
}

/** Runs of points that have values, as paths; one alone is a dot of a line. */
function pathsOf(points: readonly { x: number; y: number | null }[]): string {
  let open = false
  return points
    .map(({ x, y }) => {
      if (y === null) {
        open = false
        return ''
      }
      const step = `${open ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}${open ? '' : 'h0.1'}`
      open = true
      return step
    })
    .join('')
}

const short = (value: number) =>
  Math.abs(value) >= 10_000
    ? value.toLocaleString('en', { notation: 'compact', maximumFractionDigits: 1 })
    : value.toLocaleString('en', { maximumSignificantDigits: 4 })

const clock = (at: number) => new Date(at).toISOString().slice(11, 16)

/** The last hours of a metric: its line, what it was measured by, and when the alert fired. Null where there is nothing to draw. */
export function drawChart({ points, threshold, firing }: Drawing): Element | null {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const [first, last] = [points[0], points.at(-1)]
  if (values.length === 0 || !first || !last || last.at <= first.at) return null
  const { width, height } = chartSize
  const levels = levelsOf(threshold === null ? values : [...values, threshold])
  const [low, high] = [levels[0]!, levels.at(-1)!]
  const x = (at: number) =>
    plot.left +
    ((width - plot.left - plot.right) * (Math.min(Math.max(at, first.at), last.at) - first.at)) / (last.at - first.at)
  const y = (value: number) => plot.top + (height - plot.top - plot.bottom) * (1 - (value - low) / (high - low))
  const bottom = height - plot.bottom
  const line = (d: string, more: Record<string, unknown>) => make('path', { d, fill: 'none', ...more })
  const across = (value: number) => `M${plot.left} ${y(value).toFixed(1)}H${width - plot.right}`
  const times = [0, 1, 2, 3, 4].map((part) => first.at + ((last.at - first.at) * part) / 4)
  const [start, end] = [x(firing.from), x(firing.to ?? last.at)]
  const drawn = make('svg', { width, height, viewBox: `0 0 ${width} ${height}` }, [
    make('rect', {
      x: start,
      y: plot.top,
      width: Math.max(2, end - start),
      height: bottom - plot.top,
      fill: '#fee2e2',
    }),
    ...levels.map((level) => line(across(level), { stroke: '#e5e7eb', strokeWidth: 1 })),
    line(pathsOf(points.map(({ at, value }) => ({ x: x(at), y: value === null ? null : y(value) }))), {
      stroke: '#2563eb',
      strokeWidth: 3,
      strokeLinecap: 'round',
      strokeLinejoin: 'round',
    }),
    ...(threshold === null
      ? []
      : [line(across(threshold), { stroke: '#b91c1c', strokeWidth: 2, strokeDasharray: '8 6' })]),
  ])
  const label = (text: string, style: Record<string, unknown>) =>
    make('div', { style: { position: 'absolute', display: 'flex', fontSize: 18, color: '#4b5563', ...style } }, [text])
  return make('div', { style: { display: 'flex', position: 'relative', width, height, background: '#ffffff' } }, [
    drawn,
    ...levels.map((level) =>
      label(short(level), { left: 0, width: plot.left - 10, justifyContent: 'flex-end', top: y(level) - 11 }),
    ),
    ...times.map((at, index) =>
      label(index === 0 ? `${clock(at)} UTC` : clock(at), { left: Math.min(x(at) - 24, width - 60), top: bottom + 12 }),
    ),
  ])
}
