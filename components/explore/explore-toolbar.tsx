'use client'

import { AreaChart, ChartColumn, ChartLine, ChartNoAxesCombined, Layers, Undo2, ZoomIn, ZoomOut } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Tooltip } from '@/components/ui/tooltip'
import type { LineVariant } from '@/lib/dashboards/board-words'

import { stepChoices } from './explore-step'
import { comparisons, type Scale } from './explore-view'
import { periodName } from './explored-series'
import type { Explore } from './use-explore'
import type { Zoom } from './use-zoom'
import { ZonePicker } from './zone-picker'

const auto = 'auto'
const none = 'none'
const charts = [
  { value: 'line', label: <ChartLine aria-hidden />, title: 'Lines' },
  { value: 'area', label: <AreaChart aria-hidden />, title: 'Areas' },
  { value: 'stacked', label: <Layers aria-hidden />, title: 'Stacked areas' },
  { value: 'bar', label: <ChartColumn aria-hidden />, title: 'Bars' },
] as const
const scales = [
  { value: 'linear', label: 'Linear' },
  { value: 'log', label: 'Log' },
] as const

type ExploreToolbarProps = { explore: Explore; zoom: Zoom; variant: LineVariant; stepText: string; watched: boolean }

/** How the chart is drawn and what it is of beside its rows: step, zone, comparison, kind, scale, and the way in and out. */
export function ExploreToolbar({ explore, zoom, variant, stepText, watched }: ExploreToolbarProps) {
  const { view, range, localZone, patch } = explore
  const choices = stepChoices(range.resolve(Date.now()))
  const steps = view.step && !choices.includes(view.step) ? [view.step, ...choices] : choices
  const periods = view.compare && !comparisons.some((one) => one === view.compare) ? [view.compare] : []
  return (
    <div className="flex flex-wrap items-center gap-2 px-3 pt-3 sm:px-4">
      <Select
        label="Step"
        prefix="every"
        value={view.step ?? auto}
        options={[
          { value: auto, label: view.step ? 'auto' : `auto (${stepText})` },
          ...steps.map((step) => ({ value: step, label: step })),
        ]}
        onChange={(step) => patch({ step: step === auto ? undefined : step })}
      />
      <Select
        label="Compare with"
        prefix="vs"
        value={view.compare ?? none}
        options={[
          { value: none, label: 'nothing' },
          ...[...comparisons, ...periods].map((period) => ({ value: period, label: periodName(period) })),
        ]}
        onChange={(period) => patch({ compare: period === none ? undefined : period })}
      />
      <ZonePicker value={view.timeZone} local={localZone} onChange={(timeZone) => patch({ timeZone })} />
      {watched ? (
        <Button
          variant="ghost"
          aria-pressed={view.expected !== false}
          className={view.expected === false ? undefined : 'bg-accent text-foreground'}
          onClick={() => patch({ expected: view.expected === false ? undefined : false })}
        >
          <ChartNoAxesCombined aria-hidden />
          Expected
        </Button>
      ) : null}
      <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0">
        <Segmented<Scale>
          label="Axis"
          value={view.scale ?? 'linear'}
          options={scales}
          onChange={(scale) => patch({ scale: scale === 'linear' ? undefined : scale })}
        />
        <Segmented<LineVariant> label="Chart" value={variant} options={charts} onChange={(chart) => patch({ chart })} />
        <div className="flex">
          <Tooltip label="Zoom in">
            <Button size="icon" variant="ghost" aria-label="Zoom in" onClick={zoom.closer}>
              <ZoomIn />
            </Button>
          </Tooltip>
          <Tooltip label="Zoom out">
            <Button size="icon" variant="ghost" aria-label="Zoom out" onClick={zoom.wider}>
              <ZoomOut />
            </Button>
          </Tooltip>
          <Tooltip label="Back to the range before">
            <Button
              size="icon"
              variant="ghost"
              aria-label="Back to the range before"
              disabled={!zoom.canGoBack}
              onClick={zoom.back}
            >
              <Undo2 />
            </Button>
          </Tooltip>
        </div>
      </div>
    </div>
  )
}
