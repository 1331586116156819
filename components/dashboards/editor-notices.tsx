'use client'

import { FileClock, GitMerge, History } from 'lucide-react'
import { formatWhen } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Dashboard } from '@/lib/dashboards/contract'
import type { KeptDraft } from './draft-store'
import type { BoardEditor } from './use-board-editor'
import { useBoardMerge } from './use-board-merge'

type EditorNoticesProps = { editor: BoardEditor; board: Dashboard; restored: KeptDraft | null }

/** What is to be known while a board is edited: where the draft comes from, and what others did meanwhile. */
export function EditorNotices({ editor, board, restored }: EditorNoticesProps) {
  const now = useRecently()
  const timeZone = useTimeZone()
  const merge = useBoardMerge(editor, board)
  const clean = merge?.conflicts.length === 0
  return (
    <>
      {restored ? (
        <Notice
          icon={FileClock}
          actions={
            <Button size="sm" onClick={editor.reset} disabled={!editor.changed}>
              Discard
            </Button>
          }
        >
          Restored your unsaved changes from {formatWhen(restored.at, now, timeZone)}, with every step to undo.
        </Notice>
      ) : null}
      {merge ? (
        <Notice
          icon={GitMerge}
          tone="warning"
          actions={
            clean ? (
              <Button size="sm" onClick={() => editor.adopt(board, merge.draft)}>
                Take theirs in now
              </Button>
            ) : null
          }
        >
          Somebody saved this dashboard meanwhile (version {board.version},{' '}
          {formatWhen(board.updated_at, now, timeZone)}
          ). {clean ? 'Nothing conflicts with your changes.' : 'You both changed the same: you choose when you save.'}
        </Notice>
      ) : null}
      {editor.dropped > 0 ? (
        <Notice icon={History}>
          The oldest {editor.dropped === 1 ? 'step' : `${editor.dropped} steps`} can no longer be undone: the others
          take all the room that is kept for them.
        </Notice>
      ) : null}
    </>
  )
}
