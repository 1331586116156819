import { formatCompact, formatValue } from './format'

export type GaugeProps = {
  /** What the gauge shows, for those who do not see it. */
  label: string
  value: number | null
  min?: number
  max?: number
  unit?: string
  decimals?: number
  color?: string
}

const radius = 80
const length = Math.PI * radius
const arc = `M20,100A${radius},${radius} 0 0 1 180,100`

/** One value on a half circle between `min` and `max`; what lies outside fills or empties it. */
export function Gauge({ label, value, min = 0, max = 100, unit, decimals, color = 'var(--chart-1)' }: GaugeProps) {
  const share = value === null || max <= min ? 0 : Math.min(1, Math.max(0, (value - min) / (max - min)))
  const text = formatValue(value, unit, { compact: true, decimals })
  return (
    <div className="relative grid h-full min-h-0 w-full place-items-center">
      <meter className="sr-only" aria-label={label} min={min} max={max} value={value ?? min}>
        {text}
      </meter>
      <svg viewBox="0 0 200 124" aria-hidden="true" className="h-full max-h-64 w-full">
        <path d={arc} fill="none" stroke="var(--muted)" strokeWidth="18" strokeLinecap="round" />
        {share > 0 ? (
          <path
            d={arc}
            fill="none"
            stroke={color}
            strokeWidth="18"
            strokeLinecap="round"
            strokeDasharray={`${share * length} ${length}`}
          />
        ) : null}
        <text x="100" y="98" textAnchor="middle" className="fill-foreground font-semibold text-[28px]">
          {text}
        </text>
        <text x="20" y="121" textAnchor="middle" className="fill-muted-foreground text-[11px]">
          {formatCompact(min)}
        </text>
        <text x="180" y="121" textAnchor="middle" className="fill-muted-foreground text-[11px]">
          {formatCompact(max)}
        </text>
      </svg>
    </div>
  )
}
