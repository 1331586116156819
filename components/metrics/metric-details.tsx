'use client'

import Link from 'next/link'
import { formatValue } from '@/components/charts/format'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import type { Metric } from '@/lib/metrics/contract'

export function MetricDetails({ metric }: { metric: Metric }) {
  return (
    <Card aria-label="Details">
      <CardHeader>
        <CardTitle>Details</CardTitle>
      </CardHeader>
      <CardContent>
        <Facts>
          {metric.table ? (
            <Fact name="Table">
              <Link
                href={`/explore?table=${encodeURIComponent(metric.table)}`}
                className="text-primary hover:underline"
              >
                {metric.schema ? `${metric.schema}.${metric.table}` : metric.table}
              </Link>
            </Fact>
          ) : null}
          {metric.expr ? <Fact name="Formula">{metric.expr}</Fact> : null}
          {metric.field ? <Fact name="Field">{metric.field}</Fact> : null}
          <Fact name="Type">{metric.type}</Fact>
          <Fact name="Aggregation">{metric.aggregation}</Fact>
          {metric.unit ? <Fact name="Unit">{metric.unit}</Fact> : null}
          <Fact name="Labels">{metric.labels.join(', ') || '–'}</Fact>
          <Fact name="Samples">{formatValue(metric.data_points)}</Fact>
          <Fact name="First sample">{metric.first_seen ? <Moment at={metric.first_seen} /> : '–'}</Fact>
          <Fact name="Newest sample">{metric.last_seen ? <TimeAgo at={metric.last_seen} /> : '–'}</Fact>
          <Fact name="Made">{metric.auto_generated ? 'by DataWatch, from the table' : 'by hand'}</Fact>
        </Facts>
      </CardContent>
    </Card>
  )
}
