'use client'

import { useEffect, useState } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import type { Dashboard } from '@/lib/dashboards/contract'
import { BoardEditorView } from './board-editor-view'
import { BoardSkeleton } from './board-skeleton'
import { type KeptDraft, listDrafts } from './draft-store'

/** How long a browser may take to say which drafts it has. */
const patienceMs = 2000

type BoardEditorProps = { board: Dashboard; range: ShownRange; onDone: () => void }

/** The editor of a board, going on with what was not saved the last time. */
export function BoardEditor({ board, range, onDone }: BoardEditorProps) {
  const [kept, setKept] = useState<KeptDraft | null | undefined>(undefined)
  useEffect(() => {
    const timer = setTimeout(() => setKept((was) => was ?? null), patienceMs)
    listDrafts(board.id, Date.now())
      .then(([newest = null]) => setKept((was) => (was === undefined ? newest : was)))
      .catch(() => setKept((was) => was ?? null))
    return () => clearTimeout(timer)
  }, [board.id])
  if (kept === undefined) return <BoardSkeleton />
  return <BoardEditorView board={board} kept={kept} range={range} onDone={onDone} />
}
