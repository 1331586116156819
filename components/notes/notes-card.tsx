'use client'

import { useQuery } from '@tanstack/react-query'
import { ExternalLink, Pencil, Plus, StickyNote, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { formatMoment } from '@/components/charts/format-time'
import { useTimeZone } from '@/components/layout/clock'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardHeader, CardTitle } from '@/components/ui/card'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { noteListOptions, useDeleteNote } from '@/lib/notes/client'
import type { Note, NoteListQuery } from '@/lib/notes/contract'
import { NoteDialog } from './note-dialog'
import { noteKindNames, noteLine } from './use-note-markers'

function DeleteNote({ note }: { note: Note }) {
  const [open, setOpen] = useState(false)
  const remove = useDeleteNote()
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Delete note: ${note.text.slice(0, 40)}`}>
          <Trash2 aria-hidden />
        </Button>
      </DialogTrigger>
      <DialogContent title="Delete this note?" description={noteLine(note)}>
        {remove.isError ? (
          <p role="alert" className="text-destructive text-xs">
            {remove.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            variant="destructive"
            disabled={remove.isPending}
            onClick={() => remove.mutate(note.id, { onSuccess: () => setOpen(false) })}
          >
            Delete
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function Item({ note, table }: { note: Note; table: string }) {
  const timeZone = useTimeZone()
  return (
    <li className="flex items-start gap-3 px-4 py-2 text-[13px]">
      <div className="min-w-0 flex-1">
        <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{note.text}</p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-muted-foreground text-xs">
          <Badge tone="outline">{noteKindNames[note.kind]}</Badge>
          <time dateTime={note.at}>
            {formatMoment(note.at, timeZone)}
            {note.until ? ` – ${formatMoment(note.until, timeZone)}` : ''}
          </time>
          <span>{note.table ?? 'all tables'}</span>
          <span>by {note.created_by}</span>
          {note.url ? (
            <a
              href={note.url}
              rel="noreferrer"
              target="_blank"
              className="inline-flex items-center gap-1 text-primary hover:underline"
            >
              What is behind it
              <ExternalLink aria-hidden className="size-3" />
            </a>
          ) : null}
        </p>
      </div>
      <Allowed to="write">
        <div className="flex shrink-0">
          <NoteDialog note={note} table={table} at={note.at}>
            <Button variant="ghost" size="icon-sm" aria-label={`Edit note: ${note.text.slice(0, 40)}`}>
              <Pencil aria-hidden />
            </Button>
          </NoteDialog>
          <DeleteNote note={note} />
        </div>
      </Allowed>
    </li>
  )
}

type NotesCardProps = {
  table: string
  /** The time that a new note begins with. */
  at: string
  search: Partial<NoteListQuery>
  className?: string
}

/** What was noted about a table, or about all, in an interval; to add to, change and delete. */
export function NotesCard({ table, at, search, className }: NotesCardProps) {
  const query = useQuery(noteListOptions({ table, limit: 50, ...search }))
  const notes = query.data?.notes
  return (
    <Card aria-label="Notes" className={className}>
      <CardHeader>
        <CardTitle>Notes</CardTitle>
        <CardActions className="-mr-2">
          <Allowed to="write">
            <NoteDialog table={table} at={at}>
              <Button size="sm" variant="ghost">
                <Plus aria-hidden />
                Add note
              </Button>
            </NoteDialog>
          </Allowed>
        </CardActions>
      </CardHeader>
      {notes && notes.length > 0 ? (
        <ul className="max-h-80 divide-y overflow-y-auto border-t">
          {notes.map((note) => (
            <Item key={note.id} note={note} table={table} />
          ))}
        </ul>
      ) : notes ? (
        <EmptyState icon={StickyNote} title="No notes" className="py-6">
          Deploys, campaigns and incidents noted here, or by a job through the API, are marked on every chart.
        </EmptyState>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : (
        <SkeletonRows rows={2} label="Loading notes" />
      )}
    </Card>
  )
}
