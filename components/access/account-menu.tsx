'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleUser, LogOut } from 'lucide-react'
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

/** Who is signed in, and the way out; nothing where there is no session. */
export function AccountMenu() {
  const { data: viewer } = useQuery(viewerOptions())
  const signOut = useSignOut()
  if (viewer?.kind !== 'user') return null
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
      <DropdownMenuContent>
        <DropdownMenuLabel className="max-w-64 break-words">
          Signed in as <span className="font-medium text-foreground">{viewer.name}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={stay} disabled={signOut.isPending}>
          <LogOut aria-hidden />
          {signOut.isPending ? 'Signing out…' : 'Sign out'}
        </DropdownMenuItem>
        {signOut.isError ? (
          <p role="alert" className="max-w-64 px-2 py-1.5 text-destructive text-xs">
            {signOut.error.message}
          </p>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
