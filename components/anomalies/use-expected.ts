'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BandPoint, LineMarker } from '@/components/charts/line-chart'
import { anomalyListOptions, expectedBandOptions } from '@/lib/anomalies/client'

/** What a chart shows of one metric: its steps, and whether all of the metric, read as usual, is one line of it. */
export type ExpectedOf = {
  metric: string | undefined
  from: string | undefined
  to: string | undefined
  stepMs: number | undefined
  timeZone: string
}

const noMarkers: LineMarker[] = []

/** The band and the anomalies behind a chart; nothing without a metric, and no band where none is known. */
export function useExpected(of: ExpectedOf): {
  band: readonly BandPoint[] | undefined
  markers: readonly LineMarker[]
} {
  const { metric, from, to, stepMs: step, timeZone: tz } = of
  const enabled = metric !== undefined && from !== undefined && to !== undefined
  const band = useQuery({
    ...expectedBandOptions(metric ?? '', { from, to, step, tz }),
    enabled,
    placeholderData: (before) => before,
  })
  const anomalies = useQuery({ ...anomalyListOptions({ metric, to, limit: 50 }), enabled })
  const found = enabled ? anomalies.data?.anomalies : undefined
  const markers = useMemo(
    () =>
      found?.map(
        (one): LineMarker => ({
          from: one.started_at,
          to: one.ended_at ?? to,
          label: `${one.severity} ${one.type}`,
          tone: one.status === 'open' ? 'destructive' : 'warning',
        }),
      ) ?? noMarkers,
    [found, to],
  )
  const isKnown = enabled && band.data?.some(({ min }) => min !== null)
  return { band: isKnown ? band.data : undefined, markers }
}
