import type { Zone } from '@/lib/dashboards/thresholds'
import { formatCompact, formatValue } from './format'
import { toneColors, toneWords } from './tone'

export type GaugeProps = {
  /** What the gauge shows, for those who do not see it. */
  label: string
  value: number | null
  min?: number
  max?: number
  unit?: string
  decimals?: number
  color?: string
  /** What the value should reach. */
  target?: number
  /** Parts of the scale that mean something. */
  zones?: readonly Zone[]
}

const radius = 80
const [outer, inner] = [93, 68]
const length = Math.PI * radius
const arc = `M20,100A${radius},${radius} 0 0 1 180,100`

/** A place on the half circle: `share` of the way from left to right. */
const at = (share: number, far: number) => {
  const angle = Math.PI * (1 - share)
  return `${100 + far * Math.cos(angle)},${100 - far * Math.sin(angle)}`
}

function ring(from: number, to: number) {
  const far = outer + 4
  return `M${at(from, far)}A${far},${far} 0 0 1 ${at(to, far)}`
}

/** One value on a half circle between `min` and `max`; what lies outside fills or empties it. */
export function Gauge(props: GaugeProps) {
  const { label, value, min = 0, max = 100, unit, decimals, color = 'var(--chart-1)', target, zones = [] } = props
  const shareOf = (of: number) => (max <= min ? 0 : Math.min(1, Math.max(0, (of - min) / (max - min))))
  const share = value === null ? 0 : shareOf(value)
  const text = formatValue(value, unit, { compact: true, decimals })
  const say = (of: number) => formatValue(of, unit, { decimals })
  const meanings = zones.map(({ from, to, tone }) => `${toneWords[tone]} from ${say(from)} to ${say(to)}`)
  return (
    <div className="relative grid h-full min-h-0 w-full place-items-center">
      <meter className="sr-only" aria-label={label} min={min} max={max} value={value ?? min}>
        {text}
      </meter>
      {meanings.length > 0 ? <p className="sr-only">{meanings.join(', ')}</p> : null}
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
        {zones.map(({ from, to, tone }, index) => (
          <path
            key={`${tone} ${from}`}
            d={ring(shareOf(from) + (index > 0 ? 0.005 : 0), shareOf(to))}
            fill="none"
            stroke={toneColors[tone]}
            strokeWidth="4"
          >
            <title>{meanings[index]}</title>
          </path>
        ))}
        {target === undefined ? null : (
          <path
            d={`M${at(shareOf(target), inner)}L${at(shareOf(target), outer)}`}
            stroke="var(--foreground)"
            strokeWidth="2.5"
          />
        )}
        <text
          x="100"
          y={target === undefined ? 98 : 90}
          textAnchor="middle"
          className="fill-foreground font-semibold text-[28px]"
        >
          {text}
        </text>
        {target === undefined ? null : (
          <text x="100" y="107" textAnchor="middle" className="fill-muted-foreground text-[11px]">
            of {formatCompact(target, unit)}
          </text>
        )}
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
