'use client'

import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { type BoardVariable, mostVariables } from '@/lib/dashboards/variable-contract'
import type { BoardEditor } from './use-board-editor'
import { VariableForm } from './variable-form'

function freshName(taken: readonly BoardVariable[]): string {
  const free = (name: string) => !taken.some((one) => one.name === name)
  return Array.from({ length: mostVariables + 1 }, (_, i) => `variable${i || ''}`).find(free) ?? 'variable'
}

function moved<T>(list: readonly T[], from: number, by: number): T[] {
  const to = Math.max(0, Math.min(list.length - 1, from + by))
  const rest = list.toSpliced(from, 1)
  return rest.toSpliced(to, 0, list[from]!)
}

type Row = { key: number; variable: BoardVariable }

/** The variables of a board, changed in its draft. */
export function VariablesDialog({ editor, onClose }: { editor: BoardEditor; onClose: () => void }) {
  const [rows, setRows] = useState<Row[]>(() =>
    (editor.draft.variables ?? []).map((variable, key) => ({ key, variable })),
  )
  const put = (next: Row[]) => {
    setRows(next)
    editor.vary(next.map(({ variable }) => variable))
  }
  const variables = rows.map(({ variable }) => variable)
  const add = () => {
    const variable: BoardVariable = {
      ...{ name: freshName(variables), kind: 'label' },
      ...{ multiple: true, include_all: true, default: [] },
    }
    put([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, variable }])
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Variables" className="sm:max-w-2xl">
        <div className="grid gap-3">
          <p className="text-muted-foreground text-xs">
            Write <code>$name</code> in filters (<code>status:$status</code>), titles and texts, and in quotes in the
            conditions of formulas (<code>{'{status="$status"}'}</code>).
          </p>
          {rows.map(({ key, variable }, i) => (
            <VariableForm
              key={key}
              variable={variable}
              isTaken={variables.some((other, at) => at < i && other.name === variable.name)}
              onChange={(next) => put(rows.with(i, { key, variable: next }))}
              onMove={(by) => put(moved(rows, i, by))}
              onRemove={() => put(rows.toSpliced(i, 1))}
            />
          ))}
          <Button onClick={add} disabled={rows.length >= mostVariables} className="justify-self-start">
            <Plus aria-hidden />
            Add variable
          </Button>
        </div>
        <DialogFooter className="mt-4">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
