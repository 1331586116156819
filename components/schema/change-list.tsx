'use client'

import { CircleCheck, Code } from 'lucide-react'
import { TimeAgo } from '@/components/layout/time-ago'
import { useSearch } from '@/components/layout/use-search'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import type { SchemaChange } from '@/lib/schemas/contract'
import { CompatibilityBadge, OriginBadge } from './change-badges'
import { placeWords } from './schema-words'

const dots = { compatible: 'bg-success', warning: 'bg-warning', breaking: 'bg-destructive' }

function ChangeState({ change }: { change: SchemaChange }) {
  if (change.open) return <Badge tone="solid">open</Badge>
  if (!change.acknowledged) return null
  return (
    <span className="inline-flex items-center gap-1 text-muted-foreground text-xs">
      <CircleCheck aria-hidden className="size-3.5" />
      known to {change.acknowledged_by}
    </span>
  )
}

function ChangeItem({ change, showPlace }: { change: SchemaChange; showPlace: boolean }) {
  const { change: go } = useSearch()
  const place = showPlace ? placeWords(change) : ''
  return (
    <li className="relative flex gap-3 border-b px-4 py-3 last:border-0 hover:bg-muted/50">
      <span aria-hidden className={cn('mt-1.5 size-2 shrink-0 rounded-full', dots[change.compatibility])} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <button
            type="button"
            className="min-w-0 text-left font-medium text-[13px] [overflow-wrap:anywhere] after:absolute after:inset-0 hover:text-primary"
            onClick={() => go({ change: change.id })}
          >
            {change.words}
          </button>
          <TimeAgo at={change.at} className="relative ml-auto whitespace-nowrap text-muted-foreground text-xs" />
        </div>
        <p className="mt-0.5 text-[13px] text-muted-foreground [overflow-wrap:anywhere]">{change.reason}</p>
        <div className="relative mt-1.5 flex flex-wrap items-center gap-1.5">
          <CompatibilityBadge compatibility={change.compatibility} />
          <ChangeState change={change} />
          <OriginBadge origin={change.origin} />
          {change.guessed ? <Badge tone="outline">a guess</Badge> : null}
          {change.statement ? (
            <span className="inline-flex items-center gap-1 text-muted-foreground text-xs">
              <Code aria-hidden className="size-3.5" />
              statement known
            </span>
          ) : null}
          {place ? <span className="text-muted-foreground text-xs">{place}</span> : null}
        </div>
      </div>
    </li>
  )
}

/** Changes of schemas, newest first; each opens beside the page. */
export function ChangeList({ changes, showPlace = true }: { changes: readonly SchemaChange[]; showPlace?: boolean }) {
  return (
    <ol aria-label="Changes">
      {changes.map((change) => (
        <ChangeItem key={change.id} change={change} showPlace={showPlace} />
      ))}
    </ol>
  )
}
