'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatChange, formatCompact } from '@/components/charts/format'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Select } from '@/components/ui/select'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { Contributions } from '@/lib/anomalies/explanation-contract'
import { metricOptions } from '@/lib/metrics/client'
import { ContributionBars } from './contribution-bars'

function Basis({ contributions }: { contributions: Contributions }) {
  const timeZone = useTimeZone()
  const { from, to, like_days: days, usual, actual, basis } = contributions
  const change = formatChange(actual, usual)
  return (
    <p className="mt-3 border-t pt-3 text-muted-foreground text-xs">
      {actual === null ? null : (
        <>
          {formatCompact(actual)} instead of {formatCompact(usual)}
          {change ? ` (${change})` : ''},{' '}
        </>
      )}
      {formatMoment(from, timeZone)} – {formatMoment(to, timeZone)}. Usual is the same time on{' '}
      {days === 1 ? 'one day' : `${days} like days`} before
      {basis === 'rollups' ? ', counted by the values written' : ''}.
    </p>
  )
}

type ContributionsCardProps = { anomaly: Anomaly; contributions: Contributions }

/** Which categories carry the change. */
export function ContributionsCard({ anomaly, contributions }: ContributionsCardProps) {
  const { dimensions, words, reason } = contributions
  const [chosen, choose] = useState<string>()
  const metric = useQuery(metricOptions(anomaly.metric_name))
  const shown = dimensions.find(({ dimension }) => dimension === chosen) ?? dimensions[0]
  return (
    <Card aria-label="What carries it">
      <CardHeader>
        <CardTitle>What carries it</CardTitle>
        {dimensions.length > 1 && shown ? (
          <Select
            label="Dimension"
            prefix="by"
            className="ml-auto"
            value={shown.dimension}
            options={dimensions.map(({ dimension, explained }) => ({
              value: dimension,
              label: dimension,
              hint: explained > 0 ? `${Math.round(Math.min(1, explained) * 100)}%` : undefined,
            }))}
            onChange={choose}
          />
        ) : null}
      </CardHeader>
      <CardContent>
        <p className="mb-3 text-[13px]">{reason ?? (chosen ? shown?.words : words)}</p>
        {shown ? <ContributionBars dimension={shown} unit={metric.data?.unit ?? ''} /> : null}
        {shown ? <Basis contributions={contributions} /> : null}
      </CardContent>
    </Card>
  )
}
