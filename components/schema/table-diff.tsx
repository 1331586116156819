'use client'

import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import type { SchemaColumn } from '@/lib/schemas/contract'
import type { Comparison } from '@/lib/schemas/snapshot-contract'
import { CompatibilityBadge } from './change-badges'
import { type DiffRow, diffRows } from './diff-rows'
import { placeWords, tableHref } from './schema-words'

const unchanged = 3

function Cell({ column, mark, tone }: { column: SchemaColumn | null; mark: string; tone: string }) {
  if (!column) return <div aria-hidden className="min-h-9 bg-muted/40 max-md:hidden" />
  const facts = [
    column.nullable === false ? 'not null' : null,
    column.default === null ? null : `default ${column.default}`,
    column.primary_key ? 'key' : null,
  ].filter(Boolean)
  return (
    <div className={cn('flex min-h-9 min-w-0 items-baseline gap-2 px-3 py-1.5 text-[13px]', tone)}>
      <span className="w-3 shrink-0 text-center font-mono text-muted-foreground text-xs">{mark}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{column.name}</span>{' '}
        <code className="font-mono text-xs">{column.type ?? 'not told'}</code>{' '}
        <span className="text-muted-foreground text-xs">{facts.join(' · ')}</span>
      </span>
    </div>
  )
}

function Row({ row: { before, after, how } }: { row: DiffRow }) {
  const isSame = how === 'same'
  return (
    <div className={cn('grid md:grid-cols-2 md:divide-x', isSame && 'text-muted-foreground')}>
      {isSame ? (
        <div className="md:hidden">
          <Cell column={after} mark="" tone="" />
        </div>
      ) : null}
      <div className={cn('min-w-0', isSame && 'max-md:hidden')}>
        <Cell column={before} mark={isSame ? '' : '−'} tone={isSame ? '' : 'bg-destructive-soft/60'} />
      </div>
      <div className={cn('min-w-0', isSame && 'max-md:hidden')}>
        <Cell column={after} mark={isSame ? '' : '+'} tone={isSame ? '' : 'bg-success-soft/60'} />
      </div>
    </div>
  )
}

/** Rows that are the same, but for those near one that differs, are counted. */
function* shown(rows: DiffRow[]): Generator<DiffRow | number> {
  const near = (index: number) =>
    rows.slice(Math.max(0, index - 1), index + 2).some(({ how }) => how !== 'same') || rows.length <= 2 * unchanged
  let hidden = 0
  for (const [index, row] of rows.entries()) {
    if (!near(index)) {
      hidden += 1
      continue
    }
    if (hidden > 0) yield hidden
    hidden = 0
    yield row
  }
  if (hidden > 0) yield hidden
}

/** How one table differs: the changes in words, and both sides, side by side where there is room. */
export function TableDiff({ diff }: { diff: Comparison['tables'][number] }) {
  const rows = [...shown(diffRows(diff))]
  return (
    <section aria-label={diff.table} className="p-4">
      <h2 className="font-medium text-[13px]">
        <Link href={tableHref(diff)} className="hover:text-primary">
          {diff.table}
        </Link>
        <span className="ml-2 font-normal text-muted-foreground text-xs">{placeWords(diff)}</span>
      </h2>
      <ul className="mt-2 grid gap-1">
        {diff.changes.map((change) => (
          <li key={`${change.kind} ${change.words}`} className="flex items-start gap-2 text-[13px]">
            <span className="w-20 shrink-0">
              <CompatibilityBadge compatibility={change.compatibility} />
            </span>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {change.words}
              <span className="ml-2 text-muted-foreground text-xs max-md:ml-0 max-md:block">{change.reason}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-3 divide-y overflow-hidden rounded-md border">
        {rows.map((row, index) =>
          typeof row === 'number' ? (
            <p key={`gap-${index}`} className="px-3 py-1.5 text-muted-foreground text-xs">
              {row === 1 ? 'one column' : `${row} columns`} unchanged
            </p>
          ) : (
            <Row key={row.key} row={row} />
          ),
        )}
      </div>
    </section>
  )
}
