'use client'

import { FileClock } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { formatWhen } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useToast } from '@/components/ui/toast'
import { dropDraft, type KeptDraft, keepDraft, listDrafts } from './draft-store'

/** An editor that was just left may hold its draft a moment longer. */
const letGoMs = 500

/** The newest draft of a board that this browser has and no tab is at work on. */
function useNewestDraft(boardId: string) {
  const [draft, setDraft] = useState<KeptDraft | null>(null)
  const look = useCallback(async () => {
    const [newest = null] = await listDrafts(boardId, Date.now()).catch(() => [])
    setDraft(newest)
  }, [boardId])
  useEffect(() => {
    void look()
    const again = setTimeout(look, letGoMs)
    window.addEventListener('focus', look)
    return () => {
      clearTimeout(again)
      window.removeEventListener('focus', look)
    }
  }, [look])
  return [draft, look] as const
}

/** Says that there are changes of this board that were not saved, to go on with or to let go. */
export function DraftNotice({ boardId, onRestore }: { boardId: string; onRestore: () => void }) {
  const [draft, look] = useNewestDraft(boardId)
  const now = useRecently()
  const timeZone = useTimeZone()
  const say = useToast()
  if (!draft) return null
  const discard = async () => {
    await dropDraft(draft.id)
    await look()
    const bringBack = () => void keepDraft(draft).then(look)
    say({ title: 'Unsaved changes discarded', action: { label: 'Undo', onSelect: bringBack } })
  }
  return (
    <Notice
      icon={FileClock}
      actions={
        <>
          <Button size="sm" variant="primary" onClick={onRestore}>
            Restore
          </Button>
          <Button size="sm" onClick={discard}>
            Discard
          </Button>
        </>
      }
    >
      You have unsaved changes from {formatWhen(draft.at, now, timeZone)}.
    </Notice>
  )
}
