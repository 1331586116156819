'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { dashboardOptions, useSaveDashboard } from '@/lib/dashboards/client'
import type { Dashboard } from '@/lib/dashboards/contract'
import { type Draft, toBody } from '@/lib/dashboards/draft'
import { toDraft } from '@/lib/dashboards/history'
import { type Merge, mergeDrafts } from '@/lib/dashboards/merge'
import { currentVersion } from '@/lib/dashboards/version-contract'
import { ApiError } from '@/lib/http/api'
import type { BoardEditor } from './use-board-editor'

/** What a save ran into: what both made different things of, the board as they saved it, and who did. */
export type Clash = { merge: Merge; theirs: Dashboard; by: string | null; at: string }

const lost = (error: unknown): error is ApiError => error instanceof ApiError && error.status === 412

/**
 * Saves a draft over the board it began from. Where somebody saved first, what does not conflict is merged and saved together;
 * what does is left for the reader to decide (`clash`). `merged` tells whether anything of theirs came in.
 */
export function useBoardSave(editor: BoardEditor, onSaved: (board: Dashboard, merged: boolean) => void) {
  const client = useQueryClient()
  const { mutateAsync, reset, isPending, error } = useSaveDashboard(editor.boardId)
  const [clash, setClash] = useState<Clash | null>(null)

  const put = async (draft: Draft, base: { start: Draft; version: number }, merged: boolean): Promise<void> => {
    try {
      onSaved(await mutateAsync({ body: toBody(draft), version: base.version }), merged)
    } catch (failure) {
      if (!lost(failure)) return
      const theirs = await client.fetchQuery({ ...dashboardOptions(editor.boardId), staleTime: 0 })
      const start = toDraft(theirs)
      const merge = mergeDrafts(base.start, draft, start)
      if (merge.conflicts.length === 0) return put(merge.draft, { start, version: theirs.version }, true)
      const current = currentVersion.safeParse(failure.problem?.current)
      setClash({ merge, theirs, by: current.data?.by ?? null, at: current.data?.at ?? theirs.updated_at })
    }
  }
  return {
    clash,
    saving: isPending,
    error: lost(error) ? null : error,
    save: () => put(editor.draft, { start: editor.history.start, version: editor.version }, false),
    /** Saves what the reader decided on. */
    settle: (decided: Draft, theirs: Dashboard) => {
      setClash(null)
      return put(decided, { start: toDraft(theirs), version: theirs.version }, true)
    },
    dismiss: () => {
      setClash(null)
      reset()
    },
  }
}
