import { createStore, del, entries, get, set } from 'idb-keyval'
import type { History } from '@/lib/dashboards/history'

/** An unsaved draft of a board in this browser. `version` is that of the board it began from, `at` when it was last changed. */
export type KeptDraft = { id: string; boardId: string; version: number; history: History; at: number }

const keptMs = 90 * 24 * 60 * 60_000
const lockOf = (id: string) => `datawatch-draft-${id}`

let opened: ReturnType<typeof createStore> | undefined
const store = () => (opened ??= createStore('datawatch-drafts', 'drafts'))

/** The drafts that another tab of this browser is at work on. */
async function heldElsewhere(): Promise<Set<string>> {
  const locks = await navigator.locks?.query()
  return new Set(locks?.held?.flatMap(({ name }) => name ?? []))
}

/** The unsaved drafts of a board that no other tab has open, newest first; those of three months ago are removed. */
export async function listDrafts(boardId: string, now: number): Promise<KeptDraft[]> {
  const all = (await entries<string, KeptDraft>(store())).map(([, draft]) => draft)
  for (const old of all.filter(({ at }) => now - at > keptMs)) await del(old.id, store())
  const held = await heldElsewhere()
  return all
    .filter((draft) => draft.boardId === boardId && now - draft.at <= keptMs && !held.has(lockOf(draft.id)))
    .sort((a, b) => b.at - a.at)
}

export const readDraft = (id: string) => get<KeptDraft>(id, store())
export const keepDraft = (draft: KeptDraft) => set(draft.id, draft, store())
export const dropDraft = (id: string) => del(id, store())

/** Holds a draft for this tab until the answered function is called, so that no other takes it up meanwhile. */
export function holdDraft(id: string): () => void {
  const leaving = new AbortController()
  const left = new Promise<void>((resolve) => leaving.signal.addEventListener('abort', () => resolve()))
  navigator.locks?.request(lockOf(id), { ifAvailable: true }, (lock) => (lock ? left : undefined)).catch(() => {})
  return () => leaving.abort()
}
