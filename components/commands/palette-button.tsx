'use client'

import { Search } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { useCommandCenter } from './commands'
import { isMac } from './platform'

const never = () => () => {}

/** Opens the palette; wide with the keys that do it, or `small` for a bar. */
export function PaletteButton({ small = false }: { small?: boolean }) {
  const { showPalette } = useCommandCenter()
  const mac = useSyncExternalStore(never, isMac, () => false)
  if (small) {
    return (
      <Button variant="ghost" size="icon" aria-label="Go to or do anything" onClick={showPalette}>
        <Search />
      </Button>
    )
  }
  return (
    <button
      type="button"
      aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'}
      onClick={showPalette}
      className="mx-2 mb-2 flex h-8 items-center gap-2.5 rounded-md border border-input/60 px-2.5 text-[13px] text-muted-foreground hover:border-input hover:text-foreground"
    >
      <Search aria-hidden className="size-4" />
      <span>
        Go to<span aria-hidden>…</span>
        <span className="sr-only"> or do anything</span>
      </span>
      <kbd aria-hidden className="ml-auto font-mono text-[11px]">
        {mac ? '⌘K' : 'Ctrl K'}
      </kbd>
    </button>
  )
}
