import { prepareSparkline } from './prepare-sparkline'

export type SparklineProps = {
  points: readonly { value: number | null }[]
  /** Without it the sparkline is decoration beside a figure that is text. */
  label?: string
  color?: string
  /** A part of it that stands out, as shares of its width. */
  mark?: { from: number; to: number }
  className?: string
}

const width = 100
const height = 28
const leastMark = 2

/** The shape of a series in a line of text; fills its container. */
export function Sparkline(props: SparklineProps) {
  const { points, label, color = 'var(--chart-1)', mark, className = 'h-full w-full' } = props
  const { line, area } = prepareSparkline(points, width, height)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={className}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {mark ? (
        <rect
          x={mark.from * width}
          width={Math.max(leastMark, (mark.to - mark.from) * width)}
          height={height}
          fill="var(--destructive)"
          fillOpacity={0.22}
        />
      ) : null}
      <path d={area} fill={color} fillOpacity={0.1} />
      <path
        d={line}
        fill="none"
        stroke={color}
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  )
}
