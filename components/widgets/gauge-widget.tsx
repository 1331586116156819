import { Gauge } from '@/components/charts/gauge'
import { asValue } from '@/lib/dashboards/prepare'
import type { WidgetBodyProps } from './widget-kind'

const wholes: Record<string, number> = { percent: 100, '%': 100, ratio: 1 }

/** A round number at or above the value: 1, 2 or 5 times a power of ten. */
function roundAbove(value: number): number {
  if (value <= 0) return 100
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= value) ?? value
}

/** One figure between its bounds. */
export function GaugeWidget({ widget, data }: WidgetBodyProps) {
  const value = asValue(data.answers[0])?.value ?? null
  const { unit, decimals, min = 0, max = wholes[unit ?? ''] ?? roundAbove(value ?? 0) } = widget.config
  return (
    <div className="h-full px-4 pb-3">
      <Gauge label={widget.title} value={value} min={min} max={max} unit={unit} decimals={decimals} />
    </div>
  )
}
