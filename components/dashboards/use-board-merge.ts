'use client'

import { useMemo } from 'react'
import type { Dashboard } from '@/lib/dashboards/contract'
import { toDraft } from '@/lib/dashboards/history'
import { mergeDrafts } from '@/lib/dashboards/merge'
import type { BoardEditor } from './use-board-editor'

/** What somebody saved while the board was edited: null where nothing, else how it goes together with the draft. */
export function useBoardMerge(editor: BoardEditor, board: Dashboard) {
  const { history, version } = editor
  return useMemo(() => {
    if (board.version <= version) return null
    return mergeDrafts(history.start, history.present, toDraft(board))
  }, [history, version, board])
}
