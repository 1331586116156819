import type { Command } from '@/components/commands/commands'
import { focusLine } from './focus-line'
import type { Lines } from './use-lines'

/** The keys that go through the lines of an inbox, and select them where something can be done with those. */
export function lineCommands({ rows, state, act }: Lines, mayAct: boolean): Command[] {
  const at = rows.findIndex(({ id }) => id === state.current)
  const lineAt = (place: number) => rows[Math.max(0, Math.min(rows.length - 1, place))]
  const stepTo = (to: number) => {
    const next = lineAt(to)
    if (next) act({ do: 'moveTo', id: next.id })
    focusLine(next?.id)
  }
  const extend = (by: number) => {
    act({ do: 'extend', by })
    focusLine(lineAt(at + by)?.id)
  }
  const steps: Command[] = [
    { name: 'Next line', keys: ['J'], onPart: ['ArrowDown'], run: () => stepTo(at + 1) },
    { name: 'Line before', keys: ['K'], onPart: ['ArrowUp'], run: () => stepTo(at < 0 ? rows.length - 1 : at - 1) },
    { name: 'First line', onPart: ['Home'], run: () => stepTo(0) },
    { name: 'Last line', onPart: ['End'], run: () => stepTo(rows.length - 1) },
  ]
  if (!mayAct) return steps
  return [
    ...steps,
    { name: 'Select the line', keys: ['X'], onPart: ['Space'], run: () => act({ do: 'toggle' }) },
    { name: 'Select up to the line', keys: ['Shift+X'], onPart: ['Shift+Space'], run: () => act({ do: 'extend' }) },
    { name: 'Select on to the next', keys: ['Shift+J'], onPart: ['Shift+ArrowDown'], run: () => extend(1) },
    { name: 'Select on to the one before', keys: ['Shift+K'], onPart: ['Shift+ArrowUp'], run: () => extend(-1) },
    { name: 'Select all that are shown', onPart: ['Mod+A'], run: () => act({ do: 'toggleAll' }) },
  ]
}

/** The key that leaves the selection. */
export const clearCommand = ({ state, act }: Lines): Command => ({
  name: 'Clear the selection',
  keys: ['Escape'],
  run: () => state.selected.size > 0 && act({ do: 'clear' }),
})
