'use client'

import { Braces, ClipboardPaste, Copy, Plus, Redo2, Save, Undo2 } from 'lucide-react'
import { useCommands } from '@/components/commands/commands'

type EditorCommands = Record<
  'undo' | 'redo' | 'save' | 'add' | 'vary' | 'paste' | 'duplicate' | 'chooseAll' | 'letGo',
  () => unknown
>

/** What can be done while a board is edited. Keys without anything to do are those that a widget's handle or the browser hears. */
export function useEditorCommands(can: EditorCommands) {
  useCommands({
    title: 'Editing',
    commands: [
      { name: 'Save', icon: Save, keys: ['Mod+S'], typing: true, run: can.save },
      { name: 'Undo', icon: Undo2, keys: ['Mod+Z'], run: can.undo },
      { name: 'Redo', icon: Redo2, keys: ['Mod+Shift+Z', 'Mod+Y'], run: can.redo },
      { name: 'Add a widget', icon: Plus, keys: ['A'], run: can.add },
      { name: 'Variables', icon: Braces, keys: ['V'], run: can.vary },
      { name: 'Paste widgets', icon: ClipboardPaste, run: can.paste },
    ],
  })
  useCommands({
    title: 'Chosen widgets',
    keysOnly: true,
    commands: [
      { name: 'Choose all', keys: ['Mod+A'], run: can.chooseAll },
      { name: 'Duplicate', icon: Copy, keys: ['Mod+D'], run: can.duplicate },
      { name: 'Copy, cut and paste', keys: ['Mod+C', 'Mod+X', 'Mod+V'] },
      { name: 'Let go of them', keys: ['Escape'], run: can.letGo },
    ],
  })
  useCommands({
    title: 'On the handle of a widget',
    keysOnly: true,
    part: '.board-handle',
    commands: [
      { name: 'Move', told: ['← → ↑ ↓'], onPart: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
      {
        name: 'Resize',
        told: ['Shift + ← → ↑ ↓'],
        onPart: ['Shift+ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Shift+ArrowDown'],
      },
      { name: 'Choose beside others', onPart: ['Space'] },
      { name: 'Remove', onPart: ['Delete', 'Backspace'] },
    ],
  })
}
