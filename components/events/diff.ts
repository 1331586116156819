import { chooseColumns } from '@/lib/dashboards/cells'
import type { StoredEvent } from '@/lib/events/contract'

/** A column of an event. `undefined` is a value that was not sent, `null` one that is null. */
export type ColumnDiff = { name: string; before: unknown; after: unknown; changed: boolean }

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

/** The columns of an event before and after it, the changed ones first; only what both images have can be changed. */
export function diffImages({ before, after }: Pick<StoredEvent, 'before' | 'after'>): ColumnDiff[] {
  const names = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])]
  const columns = names.map((name) => {
    const [was, is] = [before?.[name], after?.[name]]
    return { name, before: was, after: is, changed: was !== undefined && is !== undefined && !same(was, is) }
  })
  return [...columns.filter(({ changed }) => changed), ...columns.filter(({ changed }) => !changed)]
}

/** A value on one line; what was not sent is empty. */
export function showValue(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

const shownParts = 6

/** What an event did, in a line: the columns it changed, or those it has; times and long texts last. */
export function summarise(event: Pick<StoredEvent, 'type' | 'before' | 'after'>): { name: string; text: string }[] {
  const columns = diffImages(event)
  const changed = event.type === 'UPDATE' ? columns.filter((column) => column.changed) : []
  const told = changed.length > 0 ? changed : columns.filter(({ before, after }) => (after ?? before ?? null) !== null)
  const byName = new Map(told.map((column) => [column.name, column]))
  return chooseColumns([Object.fromEntries(byName)], shownParts).map((name) => {
    const { before, after } = byName.get(name)!
    const text = changed.length > 0 ? `${showValue(before)} → ${showValue(after)}` : showValue(after ?? before)
    return { name, text }
  })
}
