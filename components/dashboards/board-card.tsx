'use client'

import { FileCode, LayoutDashboard, Table2 } from 'lucide-react'
import Link from 'next/link'
import { formatAgo } from '@/components/charts/format-time'
import { useRecently } from '@/components/layout/clock'
import { Card } from '@/components/ui/card'
import type { DashboardSummary } from '@/lib/dashboards/contract'
import { BoardMenu } from './board-menu'

/** One board of a list, opened by a click anywhere on it. */
export function BoardCard({ board }: { board: DashboardSummary }) {
  const now = useRecently()
  const Icon = board.file !== null ? FileCode : board.starter_for === null ? LayoutDashboard : Table2
  const count = board.widgets_count === 1 ? '1 widget' : `${board.widgets_count} widgets`
  return (
    <Card
      role="group"
      aria-label={board.name}
      className="relative flex h-full gap-3 p-3 transition-colors hover:border-input/60"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-primary-soft text-primary-soft-foreground">
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="truncate font-medium text-sm">
          <Link href={`/dashboards/${board.id}`} className="rounded after:absolute after:inset-0 after:rounded-lg">
            {board.name}
          </Link>
        </h3>
        <p className="line-clamp-1 text-[13px] text-muted-foreground">{board.description || 'No description'}</p>
        {board.file === null ? null : (
          <p className="mt-1 truncate font-mono text-muted-foreground text-xs" title={board.file}>
            {board.file}
          </p>
        )}
        <p className="mt-1.5 text-muted-foreground text-xs">
          {count} · changed {formatAgo(board.updated_at, now)}
        </p>
      </div>
      <div className="relative z-10 -mt-1 -mr-1">
        <BoardMenu board={board} />
      </div>
    </Card>
  )
}
