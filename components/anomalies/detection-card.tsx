'use client'

import { useQuery } from '@tanstack/react-query'
import { Settings2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useDebounced } from '@/components/ui/use-debounced'
import { useMay } from '@/lib/access/client'
import { detectionOptions, useSetDetection } from '@/lib/anomalies/client'
import type { MetricDetection } from '@/lib/anomalies/detection-contract'
import { DetectionBacktest } from './detection-backtest'
import { DetectionBadge } from './detection-badge'
import { draftOf, errorsOf, inputOf, judgingOf } from './detection-draft'
import { DetectionForm } from './detection-form'
import { DetectionStatus } from './detection-status'

type EditorProps = { detection: MetricDetection; unit: string; onClose: () => void }

function DetectionEditor({ detection, unit, onClose }: EditorProps) {
  const { metric_name: metric } = detection
  const [draft, setDraft] = useState(() => draftOf(detection))
  const save = useSetDetection(metric)
  const errors = useMemo(() => errorsOf(draft), [draft])
  const isWrong = Object.keys(errors).length > 0
  const judging = JSON.stringify(judgingOf(draft))
  const [asked, setAsked] = useState(judging)
  const wanted = isWrong ? asked : judging
  if (wanted !== asked) setAsked(wanted)
  const settled = useDebounced(wanted)
  const settings = useMemo(() => JSON.parse(settled), [settled])
  const submit = () => {
    if (!isWrong && !save.isPending) save.mutate(inputOf(draft, Date.now()), { onSuccess: onClose })
  }
  return (
    <form
      className="grid min-w-0 gap-4"
      aria-label="Detection settings"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <DetectionForm
        draft={draft}
        errors={errors}
        unit={unit}
        onChange={(change) => setDraft((was) => ({ ...was, ...change }))}
      />
      <DetectionBacktest metric={metric} unit={unit} settings={settings} stale={settled !== judging} />
      {save.isError ? (
        <p role="alert" className="text-[13px] text-destructive">
          {save.error.message}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 basis-52 text-muted-foreground text-xs">
          Takes effect with the next pass, which judges the last two days anew.
        </p>
        <div className="ml-auto flex flex-wrap gap-2">
          {detection.is_default ? null : (
            <Button variant="ghost" onClick={() => save.mutate(null, { onSuccess: onClose })}>
              Reset
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" aria-disabled={isWrong || save.isPending}>
            {save.isPending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </div>
    </form>
  )
}

/** How a metric is watched: its status, and its settings with what they would have raised. */
export function DetectionCard({ metric, unit }: { metric: string; unit: string }) {
  const [open, setOpen] = useState(false)
  const query = useQuery(detectionOptions(metric))
  const detection = query.data
  const mayWrite = useMay('write')
  const isOff = detection?.status.state === 'off' && detection.is_default
  return (
    <Card className="mt-4" aria-label="Detection">
      <CardHeader>
        <CardTitle>Detection</CardTitle>
        {detection ? <DetectionBadge {...detection.status} /> : null}
        <CardActions>
          {detection && mayWrite && !open && !isOff ? (
            <Button size="sm" onClick={() => setOpen(true)}>
              <Settings2 aria-hidden className="text-muted-foreground" />
              Settings
            </Button>
          ) : null}
        </CardActions>
      </CardHeader>
      {detection ? (
        <CardContent className={open ? 'grid gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]' : undefined}>
          <DetectionStatus status={detection.status} />
          {open ? <DetectionEditor detection={detection} unit={unit} onClose={() => setOpen(false)} /> : null}
        </CardContent>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : (
        <SkeletonRows rows={4} label="Loading detection" />
      )}
    </Card>
  )
}
