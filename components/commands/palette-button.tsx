'use client'

import { Search } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'
import { useCommandCenter } from './commands'
import { sayKey } from './keys'
import { isMac } from './platform'

const never = () => () => {}

/** Opens the palette; wide with the keys that do it, or `small` for a bar. */
export function PaletteButton({ small = false }: { small?: boolean }) {
  const { showPalette } = useCommandCenter()
  const mac = useSyncExternalStore(never, isMac, () => false)
  const keys = sayKey('Mod+K', mac)
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
      aria-label="Go to or do anything"
      aria-keyshortcuts={mac ? 'Meta+K' : 'Control+K'}
      onClick={showPalette}
      className="mx-2 mb-2 flex h-8 items-center gap-2.5 rounded-md border border-input/60 px-2.5 text-[13px] text-muted-foreground hover:border-input hover:text-foreground"
    >
      <Search aria-hidden className="size-4" />
      Go to…
      <kbd className="ml-auto font-mono text-[11px]">{keys}</kbd>
    </button>
  )
}
