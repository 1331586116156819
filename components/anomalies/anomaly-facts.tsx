'use client'

import Link from 'next/link'
import { formatCompact, formatValue } from '@/components/charts/format'
import { useRecently } from '@/components/layout/clock'
import { Moment } from '@/components/layout/time-ago'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import type { Anomaly } from '@/lib/anomalies/contract'
import { expectedRange, lengthOf } from './anomaly-words'

export function AnomalyFacts({ anomaly }: { anomaly: Anomaly }) {
  const now = useRecently()
  return (
    <Card aria-label="Facts">
      <CardHeader>
        <CardTitle>Facts</CardTitle>
      </CardHeader>
      <CardContent>
        <Facts>
          <Fact name="Value">{formatValue(anomaly.value)}</Fact>
          <Fact name="Expected">
            {formatCompact(anomaly.expected.value)} ({expectedRange(anomaly.expected)})
          </Fact>
          <Fact name="Score">{formatValue(anomaly.score, '', { decimals: 2 })} of 1</Fact>
          <Fact name="Found by">{anomaly.algorithms.join(', ')}</Fact>
          <Fact name="Started">
            <Moment at={anomaly.started_at} />
          </Fact>
          <Fact name="Ended">{anomaly.ended_at ? <Moment at={anomaly.ended_at} /> : 'not yet'}</Fact>
          <Fact name="Length">{lengthOf(anomaly, now)}</Fact>
          <Fact name="Detected">
            <Moment at={anomaly.detected_at} />
          </Fact>
          {Object.entries(anomaly.labels)
            .filter(([name]) => name !== 'schema')
            .map(([name, value]) => (
              <Fact key={name} name={name.charAt(0).toUpperCase() + name.slice(1)}>
                {value}
              </Fact>
            ))}
          <Fact name="Metric">
            <Link
              href={`/explore/${encodeURIComponent(anomaly.metric_name)}`}
              className="font-mono text-primary text-xs hover:underline"
            >
              {anomaly.metric_name}
            </Link>
          </Fact>
        </Facts>
      </CardContent>
    </Card>
  )
}
