'use client'

import { MoreHorizontal, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { useToast } from '@/components/ui/toast'
import { type SourceAct, useActOnSource } from '@/lib/sources/client'
import type { SourceDetail } from '@/lib/sources/list-contract'
import { ChangeSource } from './change-source'
import { DeleteSource } from './delete-source'
import { RereadDialog } from './reread-dialog'

/** What can be done to a source that is followed. */
export function SourceActions({ source }: { source: SourceDetail }) {
  const { name, origin, paused, connection } = source
  const [open, setOpen] = useState<'change' | 'reread' | 'delete'>()
  const [acting, say] = [useActOnSource(name), useToast()]
  const act = (given: SourceAct, done: string) =>
    acting.mutate(given, {
      onSuccess: () => say({ title: done }),
      onError: (error) => say({ title: error.message, tone: 'error' }),
    })
  return (
    <>
      {paused ? (
        <Button
          variant="primary"
          onClick={() => act({ verb: 'resume' }, `${name} goes on`)}
          disabled={acting.isPending}
        >
          <Play aria-hidden />
          Resume
        </Button>
      ) : (
        <Button onClick={() => act({ verb: 'pause' }, `${name} is paused`)} disabled={acting.isPending}>
          <Pause aria-hidden />
          Pause
        </Button>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label={`More for ${name}`}>
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {connection && origin === 'manual' ? (
            <DropdownMenuItem onSelect={() => setOpen('change')}>Change</DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setOpen('reread')}>Read tables again</DropdownMenuItem>
          <DropdownMenuItem onSelect={() => act({ verb: 'restart' }, `${name} is restarted`)}>Restart</DropdownMenuItem>
          {origin === 'manual' ? (
            <DropdownMenuItem destructive onSelect={() => setOpen('delete')}>
              Delete
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === 'change' && connection ? (
        <ChangeSource name={name} connection={connection} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === 'reread' ? <RereadDialog source={source} onClose={() => setOpen(undefined)} /> : null}
      {open === 'delete' ? <DeleteSource name={name} onClose={() => setOpen(undefined)} /> : null}
    </>
  )
}
