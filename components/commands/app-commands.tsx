'use client'

import { useQuery } from '@tanstack/react-query'
import { Contrast, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useContrast } from '@/components/layout/contrast'
import { places } from '@/components/layout/places'
import { useSignOut, viewerOptions } from '@/lib/access/client'
import { type Command, useCommandCenter, useCommands } from './commands'

/** The first search of the page, where it has one. */
function focusSearch() {
  const fields = [...document.querySelectorAll<HTMLElement>('main input[type=search]')]
  const field = fields.find((one) => one.checkVisibility())
  if (!field) return false
  field.focus()
}

/** What can be done on every page. */
export function AppCommands() {
  const router = useRouter()
  const { setTheme } = useTheme()
  const { high, setHigh } = useContrast()
  const { showKeys, showPalette } = useCommandCenter()
  const { data: viewer } = useQuery(viewerOptions())
  const signOut = useSignOut()
  const open = places.filter(({ needs }) => !needs || viewer?.permissions.includes(needs))
  const theme = (name: string, icon: Command['icon'], value: string): Command => ({
    name,
    icon,
    run: () => setTheme(value),
  })
  useCommands({
    title: 'Everywhere',
    everywhere: true,
    keysOnly: true,
    commands: [
      { name: 'Go to or do anything', keys: ['Mod+K'], typing: true, run: showPalette },
      { name: 'Search this page', keys: ['/'], run: focusSearch },
      { name: 'Show these keys', keys: ['?'], run: showKeys },
    ],
  })
  useCommands({
    title: 'Go to',
    everywhere: true,
    commands: open.map(({ href, needs: _needs, ...place }) => ({ ...place, run: () => router.push(href) })),
  })
  useCommands({
    title: 'Account',
    everywhere: true,
    commands: viewer?.kind === 'user' ? [{ name: 'Sign out', icon: LogOut, run: () => signOut.mutate() }] : [],
  })
  useCommands({
    title: 'Appearance',
    everywhere: true,
    commands: [
      theme('Light theme', Sun, 'light'),
      theme('Dark theme', Moon, 'dark'),
      theme('Theme of the system', Monitor, 'system'),
      { name: high ? 'Usual contrast' : 'High contrast', icon: Contrast, run: () => setHigh(!high) },
    ],
  })
  return null
}
