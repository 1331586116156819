'use client'

import { useMemo } from 'react'
import { useSearch } from '@/components/layout/use-search'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { type Chosen, choose, chosenParam, readVariables } from '@/lib/dashboards/variables'

const none: readonly BoardVariable[] = []

/** What is chosen of a board's variables: what the address says, else `kept`, else the default; and how to choose. */
export function useVariables(variables: readonly BoardVariable[] = none, kept?: Record<string, readonly string[]>) {
  const { search, change } = useSearch()
  const given = useMemo(() => readVariables(search), [search])
  const key = JSON.stringify(variables.map(({ name }) => given[name] ?? kept?.[name] ?? null))
  const chosen: Chosen = useMemo(() => {
    const values = JSON.parse(key) as (string[] | null)[]
    const named = variables.flatMap(({ name }, i) => (values[i] ? [[name, values[i]] as const] : []))
    return choose(variables, Object.fromEntries(named))
  }, [variables, key])
  const set = (variable: BoardVariable, values: readonly string[]) => {
    const usual = kept?.[variable.name]
    const param = chosenParam(usual ? { ...variable, default: [...usual] } : variable, values)
    change({ [`var-${variable.name}`]: param })
  }
  return { chosen, set }
}
