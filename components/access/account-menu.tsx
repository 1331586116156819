'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleUser, LogOut, Settings } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useSignOut, viewerOptions } from '@/lib/access/client'
import type { Viewer } from '@/lib/access/contract'
import { roleWords } from './role-words'

function Who({ viewer: { kind, name, email, role } }: { viewer: Viewer }) {
  if (kind === 'local') return <>Development server: nobody is signed in</>
  return (
    <>
      <span className="flex items-center gap-2 font-medium text-foreground text-sm">
        <span className="min-w-0 truncate">{name}</span>
        {role ? <Badge tone="primary">{roleWords[role].name}</Badge> : null}
      </span>
      {email && email !== name ? <span className="block truncate">{email}</span> : null}
    </>
  )
}

/** Who is signed in, their settings, and the way out. */
export function AccountMenu() {
  const { data: viewer } = useQuery(viewerOptions())
  const signOut = useSignOut()
  if (!viewer) return null
  const stay = (event: Event) => {
    event.preventDefault()
    signOut.mutate()
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label="Account">
          <CircleUser aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-52">
        <DropdownMenuLabel className="max-w-72 [overflow-wrap:anywhere]">
          <Who viewer={viewer} />
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/settings">
            <Settings aria-hidden />
            Settings
          </Link>
        </DropdownMenuItem>
        {viewer.kind === 'user' ? (
          <DropdownMenuItem onSelect={stay} disabled={signOut.isPending}>
            <LogOut aria-hidden />
            {signOut.isPending ? 'Signing out…' : 'Sign out'}
          </DropdownMenuItem>
        ) : null}
        {signOut.isError ? (
          <p role="alert" className="max-w-64 px-2 py-1.5 text-destructive text-xs">
            {signOut.error.message}
          </p>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
