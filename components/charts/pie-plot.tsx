'use client'

import { useRef } from 'react'
import { Pie, PieChart, type PieSectorShapeProps, Sector, Tooltip } from 'recharts'
import { ChartTooltip } from './chart-tooltip'
import { displayName } from './palette'
import { partEntries } from './part-words'
import type { PickPart } from './pickable'
import { PickablePart } from './pickable-part'
import type { Part } from './prepare-parts'

type PiePlotProps = {
  slices: Part[]
  side: number
  say: (value: number) => string
  shape: 'donut' | 'pie'
  onPick?: PickPart
}

export function PiePlot({ slices, side, say, shape, onPick }: PiePlotProps) {
  const focused = useRef<string>(null)
  return (
    <PieChart width={side} height={side}>
      <Pie
        data={slices}
        dataKey="value"
        nameKey="label"
        innerRadius={shape === 'donut' ? '66%' : 0}
        outerRadius="98%"
        startAngle={90}
        endAngle={-270}
        stroke="var(--card)"
        strokeWidth={2}
        isAnimationActive={false}
        shape={(slice: PieSectorShapeProps) => {
          const part = slice.payload as Part | undefined
          return (
            <PickablePart label={part?.label ?? ''} focused={focused} onPick={part && onPick}>
              <Sector {...slice} fill={part?.color} />
            </PickablePart>
          )
        }}
      />
      <Tooltip
        isAnimationActive={false}
        allowEscapeViewBox={{ x: true, y: true }}
        wrapperStyle={{ zIndex: 20, outline: 'none' }}
        content={({ active, payload }) => {
          const part = active ? slices.find(({ label }) => label === payload[0]?.name) : undefined
          return part ? <ChartTooltip title={displayName(part.label)} entries={partEntries(part, say)} /> : null
        }}
      />
    </PieChart>
  )
}
