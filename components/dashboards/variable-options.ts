'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTimeZone } from '@/components/layout/clock'
import { relativeRange } from '@/components/layout/time-range'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { labelValuesOptions } from '@/lib/metrics/client'

const lookBack = relativeRange('90d')!
const rest = '__other__'

const withoutRest = (found: readonly { value: string }[]) => found.flatMap(({ value }) => (value === rest ? [] : value))

/** The values of a variable's label in the last 90 days, the largest first; not asked for where it has options. */
export const labelOptions = ({ metric = '', label = '', options }: BoardVariable, timeZone: string) => ({
  ...labelValuesOptions([metric], label, { ...lookBack, timeZone }),
  select: withoutRest,
  enabled: !options?.length && metric !== '' && label !== '',
})

/** What a variable offers: its own options, else the values of its label in the last 90 days. */
export function useVariableOptions({ metric = '', label = '', options }: BoardVariable, wanted = true) {
  const timeZone = useTimeZone()
  const asks = !options?.length && metric !== '' && label !== ''
  const query = useQuery({
    ...labelValuesOptions([metric], label, { ...lookBack, timeZone }),
    enabled: asks && wanted,
  })
  const found = query.data
  const values = useMemo(
    () => (options?.length ? options : (found?.flatMap(({ value }) => (value === rest ? [] : value)) ?? [])),
    [options, found],
  )
  return { values, isPending: asks && query.isPending, error: query.error }
}
