'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowRight, Shuffle } from 'lucide-react'
import { useState } from 'react'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { remapPreviewOptions, schemaTableOptions, useRemap } from '@/lib/schemas/client'
import type { SchemaChangeDetail } from '@/lib/schemas/contract'
import type { Remap } from '@/lib/schemas/remap-contract'

function Move({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <li className="px-3 py-2 text-[13px] [overflow-wrap:anywhere]">
      <span className="font-medium">{name}</span>
      <span className="mt-0.5 block font-mono text-muted-foreground text-xs line-through">{before}</span>
      <span className="block font-mono text-xs">
        <ArrowRight aria-hidden className="mr-1 inline size-3" />
        {after}
      </span>
    </li>
  )
}

function Preview({ plan }: { plan: Remap }) {
  const isNew = plan.metrics.filter(({ exists }) => !exists)
  if (plan.moves.length === 0) {
    return (
      <p className="text-[13px] text-muted-foreground">No formula and no widget reads it: there is nothing to move.</p>
    )
  }
  return (
    <>
      <ul className="divide-y rounded-md border" aria-label="What would move">
        {plan.moves.map(({ kind, id, name, board, before, after }) => (
          <Move key={`${kind} ${id}`} name={board ? `${name} on ${board.name}` : name} before={before} after={after} />
        ))}
      </ul>
      {isNew.length > 0 ? (
        <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
          Made with it: {isNew.map(({ to }) => to).join(', ')}
        </p>
      ) : null}
    </>
  )
}

function useColumns(change: SchemaChangeDetail) {
  const { database, schema, table, source } = change
  const known = useQuery(schemaTableOptions({ database, schema, table, ...(source ? { source } : {}) }))
  return known.data?.columns.map(({ name }) => name).filter((name) => name !== change.column) ?? []
}

const none = ' '

/** Lets what read the old column read the one that took its place, shown before it is done. */
export function RemapPanel({ change }: { change: SchemaChangeDetail }) {
  const columns = useColumns(change)
  const [chosen, setChosen] = useState<string>()
  const to = chosen ?? (change.kind === 'column_renamed' ? (change.current ?? undefined) : undefined)
  const plan = useQuery({ ...remapPreviewOptions(change.id, to), enabled: to !== undefined })
  const remap = useRemap()
  const say = useToast()
  const apply = () =>
    remap.mutate(
      { id: change.id, to },
      {
        onSuccess: ({ moves, boards }) =>
          say({ title: `${moves.length} moved to ${to}`, detail: boards.map(({ name }) => name).join(', ') }),
      },
    )
  return (
    <section aria-labelledby="remap" className="grid gap-3 border-t pt-4">
      <h3 id="remap" className="font-medium text-[13px]">
        Move what reads it
      </h3>
      {change.remapped_at ? (
        <p className="text-muted-foreground text-xs">
          Moved <TimeAgo at={change.remapped_at} />
        </p>
      ) : null}
      <Select
        label="Column that takes over"
        prefix="to"
        className="justify-self-start"
        value={to ?? none}
        options={[
          ...(to === undefined ? [{ value: none, label: 'a column' }] : []),
          ...[...new Set(to === undefined ? columns : [to, ...columns])].map((name) => ({ value: name, label: name })),
        ]}
        onChange={(name) => setChosen(name === none ? undefined : name)}
      />
      {plan.data ? <Preview plan={plan.data} /> : null}
      {plan.isError || remap.isError ? (
        <p role="alert" className="text-[13px] text-destructive [overflow-wrap:anywhere]">
          {(plan.error ?? remap.error)?.message}
        </p>
      ) : null}
      {plan.data && plan.data.moves.length > 0 ? (
        <Button className="justify-self-start" onClick={apply} aria-disabled={remap.isPending}>
          <Shuffle aria-hidden />
          Move {plan.data.moves.length} to {to}
        </Button>
      ) : null}
    </section>
  )
}
