'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Allowed } from '@/components/access/allowed'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { useSearch } from '@/components/layout/use-search'
import { Badge } from '@/components/ui/badge'
import { CodeBlock } from '@/components/ui/code-block'
import { ErrorState } from '@/components/ui/error-state'
import { Fact, Facts } from '@/components/ui/facts'
import { Sheet } from '@/components/ui/sheet'
import { SkeletonRows } from '@/components/ui/skeleton'
import { schemaChangeOptions } from '@/lib/schemas/client'
import type { SchemaChangeDetail } from '@/lib/schemas/contract'
import { AcknowledgeChange } from './acknowledge-change'
import { CompatibilityBadge } from './change-badges'
import { RemapPanel } from './remap-panel'
import { originWords, tableHref } from './schema-words'
import { UsageList } from './usage-list'

function ChangeFacts({ change }: { change: SchemaChangeDetail }) {
  return (
    <Facts>
      <Fact name="Table">
        <Link href={tableHref(change)} className="text-primary hover:underline">
          {[change.database, change.schema, change.table].filter(Boolean).join('.') || 'not said'}
        </Link>
      </Fact>
      {change.column ? <Fact name="Column">{change.column}</Fact> : null}
      {change.previous !== null ? <Fact name="Before">{change.previous}</Fact> : null}
      {change.current !== null ? <Fact name="After">{change.current}</Fact> : null}
      <Fact name="When">
        <Moment at={change.at} />
      </Fact>
      <Fact name="Known from">{originWords[change.origin].hint}</Fact>
      <Fact name="Severity">{change.severity}</Fact>
    </Facts>
  )
}

function Acknowledged({ change }: { change: SchemaChangeDetail }) {
  if (!change.acknowledged || !change.acknowledged_at) return null
  return (
    <p className="text-[13px] text-muted-foreground [overflow-wrap:anywhere]">
      Known to {change.acknowledged_by} since <TimeAgo at={change.acknowledged_at} />
      {change.note ? `: “${change.note}”` : ''}
    </p>
  )
}

function ChangeBody({ change }: { change: SchemaChangeDetail }) {
  return (
    <div className="grid gap-5">
      <div>
        <div className="mb-2 flex flex-wrap items-center gap-1.5">
          <CompatibilityBadge compatibility={change.compatibility} />
          {change.open ? <Badge tone="solid">open</Badge> : null}
          {change.guessed ? <Badge tone="outline">a guess: one column went as one of its type came</Badge> : null}
        </div>
        <p className="text-[13px] [overflow-wrap:anywhere]">{change.reason}.</p>
      </div>
      <ChangeFacts change={change} />
      {change.statement ? <CodeBlock label="Statement" code={change.statement} /> : null}
      <Acknowledged change={change} />
      {change.column ? <UsageList column={change.column} usages={change.used_by} /> : null}
      <Allowed to="write">
        {change.can_remap && change.used_by.length > 0 ? <RemapPanel change={change} /> : null}
        {change.acknowledged ? null : <AcknowledgeChange change={change} />}
      </Allowed>
    </div>
  )
}

/** The change that the address names, beside the page. */
export function ChangeDrawer() {
  const { search, change: go } = useSearch()
  const id = search.get('change')
  const query = useQuery({ ...schemaChangeOptions(id ?? ''), enabled: id !== null })
  if (id === null) return null
  return (
    <Sheet title={query.data?.words ?? 'Change of a schema'} onClose={() => go({ change: null })}>
      {query.data ? (
        <ChangeBody change={query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : (
        <SkeletonRows rows={6} label="Loading the change" />
      )}
    </Sheet>
  )
}
