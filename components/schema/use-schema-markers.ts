'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { LineMarker } from '@/components/charts/line-chart'
import { schemaChangesOptions } from '@/lib/schemas/client'

const hour = 3_600_000
const none: LineMarker[] = []
const tones = { compatible: 'neutral', warning: 'neutral', breaking: 'destructive' } as const

/** The changes of schemas in an interval, however they are known, to be marked on a chart. */
export function useSchemaMarkers(from: string, to: string, enabled: boolean): LineMarker[] {
  const whole = (at: string, round: (hours: number) => number) =>
    new Date(round(Date.parse(at) / hour) * hour).toISOString()
  const query = useQuery({
    ...schemaChangesOptions({ from: whole(from, Math.floor), to: whole(to, Math.ceil), limit: 50 }),
    enabled,
  })
  const changes = enabled ? query.data?.changes : undefined
  return useMemo(
    () =>
      changes?.map(
        ({ at, words, compatibility }): LineMarker => ({ from: at, label: words, tone: tones[compatibility] }),
      ) ?? none,
    [changes],
  )
}
