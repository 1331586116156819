import { compact } from './arrange'
import { type Content, compareContents, describeChanges } from './changes'
import type { Draft } from './draft'

type Step = { draft: Draft; bytes: number }

/**
 * A draft with every way back and on. `start` is the board that it began from; `past` ends and `future` ends with the
 * nearest. `label` is what the last change was, so that a run of the same is one step. `dropped` counts the oldest steps that
 * were let go because all took more than `mostBytes`.
 */
export type History = {
  start: Draft
  past: readonly Step[]
  present: Draft
  future: readonly Step[]
  label: string | null
  dropped: number
}

/** What the steps of one draft may take, in characters of JSON: tens of thousands of them. */
export const mostBytes = 8 * 1024 * 1024
const bytesOfReference = 16

/** A board as an editor begins with it. */
export const toDraft = ({ name, description, variables = [], widgets }: Content): Draft => ({
  name,
  description,
  variables,
  widgets: compact(widgets),
})

export function startHistory(board: Content): History {
  const start = toDraft(board)
  return { start, past: [], present: start, future: [], label: null, dropped: 0 }
}

/** What a draft takes beyond what it shares with its neighbour. */
function bytesBeyond(draft: Draft, neighbour: Draft): number {
  const shared = new Set(neighbour.widgets)
  const own = draft.widgets.filter((widget) => !shared.has(widget))
  const text = own.length > 0 ? JSON.stringify(own).length : 0
  const variables = draft.variables === neighbour.variables ? 0 : JSON.stringify(draft.variables ?? []).length
  return text + variables + draft.name.length + draft.description.length + bytesOfReference * draft.widgets.length
}

const sum = (steps: readonly Step[]) => steps.reduce((total, { bytes }) => total + bytes, 0)

/** The same within its bounds: the oldest steps go first. */
function bounded(history: History, most: number): History {
  let total = sum(history.past) + sum(history.future)
  let gone = 0
  while (total > most && gone < history.past.length) {
    total -= history.past[gone]?.bytes ?? 0
    gone += 1
  }
  if (gone === 0) return history
  return { ...history, past: history.past.slice(gone), dropped: history.dropped + gone }
}

/** The next state; changes in a row with the same label, such as typing in one field, are undone together. */
export function change(
  history: History,
  edit: (draft: Draft) => Draft,
  label: string | null = null,
  most = mostBytes,
): History {
  const next = edit(history.present)
  if (next === history.present) return history
  const same = label !== null && label === history.label && history.past.length > 0
  const step = { draft: history.present, bytes: bytesBeyond(history.present, next) }
  const past = same ? history.past : [...history.past, step]
  return bounded({ ...history, past, present: next, future: [], label }, most)
}

export function undo(history: History): History {
  const last = history.past.at(-1)
  if (!last) return history
  const step = { draft: history.present, bytes: bytesBeyond(history.present, last.draft) }
  return {
    ...history,
    past: history.past.slice(0, -1),
    present: last.draft,
    future: [...history.future, step],
    label: null,
  }
}

export function redo(history: History): History {
  const next = history.future.at(-1)
  if (!next) return history
  const step = { draft: history.present, bytes: bytesBeyond(history.present, next.draft) }
  return {
    ...history,
    past: [...history.past, step],
    present: next.draft,
    future: history.future.slice(0, -1),
    label: null,
  }
}

/** Whether there is anything to save. */
export const isChanged = ({ start, present }: History) =>
  start !== present && describeChanges(compareContents(start, present)) !== ''

/** The history over another start: every step as `adopt` makes it, and `present` on top. */
export function rebase(history: History, start: Draft, present: Draft, adopt: (draft: Draft) => Draft): History {
  const steps = (list: readonly Step[]) => list.map(({ draft, bytes }) => ({ draft: adopt(draft), bytes }))
  const step = { draft: adopt(history.present), bytes: bytesBeyond(history.present, present) }
  return { ...history, start, past: [...steps(history.past), step], present, future: [], label: null }
}
