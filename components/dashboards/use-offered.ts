'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTimeZone } from '@/components/layout/clock'
import type { Widget } from '@/lib/dashboards/contract'
import type { Offered } from '@/lib/dashboards/repeat'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import type { Chosen } from '@/lib/dashboards/variables'
import { labelOptions } from './variable-options'

/** The values offered by the variables that widgets are repeated for, of those of which all are chosen; the largest come first. */
export function useOffered(widgets: readonly Widget[], variables: readonly BoardVariable[], chosen: Chosen): Offered {
  const timeZone = useTimeZone()
  const names = new Set(widgets.flatMap(({ config }) => config.repeat?.variable ?? []))
  const wanted = variables.filter(({ name }) => names.has(name) && chosen.get(name)?.length === 0)
  const answers = useQueries({ queries: wanted.map((variable) => labelOptions(variable, timeZone)) })
  const found = wanted.map(
    ({ name, options }, i) => [name, options?.length ? options : (answers[i]?.data ?? [])] as const,
  )
  const key = JSON.stringify(found)
  return useMemo(() => new Map(JSON.parse(key) as [string, string[]][]), [key])
}
