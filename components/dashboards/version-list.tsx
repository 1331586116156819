'use client'

import { formatAgo, formatInstant } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import type { VersionMeta } from '@/lib/dashboards/version-contract'

type VersionListProps = {
  versions: readonly VersionMeta[]
  selected: number
  onSelect: (n: number) => void
}

/** The versions of a board, newest first: when, by whom, and what changed in words. */
export function VersionList({ versions, selected, onSelect }: VersionListProps) {
  const now = useRecently()
  const timeZone = useTimeZone()
  const current = versions[0]?.n
  return (
    <ol
      aria-label="Versions"
      className="divide-y overflow-y-auto rounded-lg border bg-card max-lg:max-h-64 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)]"
    >
      {versions.map(({ n, at, by, summary }) => (
        <li key={n}>
          <button
            type="button"
            aria-current={n === selected ? 'true' : undefined}
            onClick={() => onSelect(n)}
            className={cn(
              'grid w-full gap-0.5 border-l-2 border-transparent px-3 py-2 text-left -outline-offset-2 hover:bg-muted/50',
              n === selected && 'border-primary bg-primary-soft hover:bg-primary-soft',
            )}
          >
            <span className="flex items-center gap-2 font-medium text-[13px]">
              Version {n}
              {n === current ? <Badge tone="primary">Current</Badge> : null}
            </span>
            <span className="text-[13px] [overflow-wrap:anywhere]">{summary}</span>
            <span className="text-muted-foreground text-xs" title={formatInstant(at, timeZone)}>
              {formatAgo(at, now)}
              {by ? ` · ${by}` : ''}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
