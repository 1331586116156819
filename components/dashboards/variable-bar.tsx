'use client'

import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import type { Chosen } from '@/lib/dashboards/variables'
import { VariablePicker } from './variable-picker'

type VariableBarProps = {
  variables: readonly BoardVariable[]
  chosen: Chosen
  onChoose: (variable: BoardVariable, values: readonly string[]) => void
  closed?: boolean
}

/** The variables of a board to choose; nothing where it has none. */
export function VariableBar({ variables, chosen, onChoose, closed = false }: VariableBarProps) {
  if (variables.length === 0) return null
  return (
    <section aria-label="Variables" className="mb-4 flex flex-wrap gap-2 print:hidden">
      {variables.map((variable) => (
        <VariablePicker
          key={variable.name}
          variable={variable}
          values={chosen.get(variable.name) ?? []}
          onChange={(values) => onChoose(variable, values)}
          closed={closed}
        />
      ))}
    </section>
  )
}
