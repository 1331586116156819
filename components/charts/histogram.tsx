export type HistogramProps = {
  bins: readonly { from: number; to: number; count: number }[]
  /** What it shows, for those who cannot see it. */
  label: string
  className?: string
}

const width = 100
const height = 24
const gap = 1
const least = 1

/** How often values lie where, in a line of text; fills its container. */
export function Histogram({ bins, label, className = 'h-6 w-24' }: HistogramProps) {
  const most = Math.max(1, ...bins.map(({ count }) => count))
  const wide = width / Math.max(1, bins.length)
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={className}
      role="img"
      aria-label={label}
    >
      {bins.map(({ from, count }, at) => {
        const high = count > 0 ? Math.max(least, (count / most) * height) : 0
        return (
          <rect key={from} x={at * wide} y={height - high} width={wide - gap} height={high} fill="var(--chart-1)" />
        )
      })}
    </svg>
  )
}
