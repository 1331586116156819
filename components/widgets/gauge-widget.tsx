import { Gauge } from '@/components/charts/gauge'
import { toneColors } from '@/components/charts/tone'
import { asValue } from '@/lib/dashboards/prepare'
import { toneAt, zonesOf } from '@/lib/dashboards/thresholds'
import { ToneNote } from './tone-note'
import type { WidgetBodyProps } from './widget-kind'

const wholes: Record<string, number> = { percent: 100, '%': 100, ratio: 1 }

/** A round number at or above the value: 1, 2 or 5 times a power of ten. */
function roundAbove(value: number): number {
  if (value <= 0) return 100
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= value) ?? value
}

/** One figure between its bounds, with its target and what its parts mean. */
export function GaugeWidget({ widget, data }: WidgetBodyProps) {
  const value = asValue(data.answers[0])?.value ?? null
  const { unit, decimals, target, thresholds } = widget.config
  const largest = Math.max(value ?? 0, target ?? 0, ...(thresholds ?? []).map((one) => one.value))
  const { min = 0, max = wholes[unit ?? ''] ?? roundAbove(largest) } = widget.config
  const tone = toneAt(value, thresholds)
  return (
    <div className="relative h-full px-4 pb-3">
      <Gauge
        label={widget.title}
        value={value}
        min={min}
        max={max}
        unit={unit}
        decimals={decimals}
        target={target}
        zones={zonesOf(thresholds, min, max)}
        color={tone ? toneColors[tone] : undefined}
      />
      {tone ? <ToneNote tone={tone} className="-translate-x-1/2 absolute bottom-2 left-1/2" /> : null}
    </div>
  )
}
