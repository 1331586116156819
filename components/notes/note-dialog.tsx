'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { ApiError } from '@/lib/http/api'
import { useCreateNote, useUpdateNote } from '@/lib/notes/client'
import { type Note, noteKinds } from '@/lib/notes/contract'
import { fromLocal, toLocal } from './local-time'
import { noteKindNames } from './use-note-markers'

type Draft = { text: string; kind: Note['kind']; at: string; until: string; url: string; everywhere: boolean }
type NoteDialogProps = {
  /** The note to change; without it a new one is made. */
  note?: Note
  /** What a new note is about, and the time it begins with. */
  table: string
  at: string
  children: ReactNode
}

const kinds = noteKinds.map((value) => ({ value, label: noteKindNames[value] }))

/** Writes a note, or changes one. */
export function NoteDialog({ note, table, at, children }: NoteDialogProps) {
  const timeZone = useTimeZone()
  const fresh = (): Draft => ({
    text: note?.text ?? '',
    kind: note?.kind ?? 'deploy',
    at: toLocal(note?.at ?? at, timeZone),
    until: note?.until ? toLocal(note.until, timeZone) : '',
    url: note?.url ?? '',
    everywhere: note ? note.table === null : false,
  })
  const [open, setOpen] = useState(false)
  const [draft, setDraft] = useState(fresh)
  const create = useCreateNote()
  const update = useUpdateNote()
  const failed = create.error ?? update.error
  const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }))
  const toggle = (next: boolean) => {
    if (next) setDraft(fresh())
    create.reset()
    update.reset()
    setOpen(next)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = {
      text: draft.text,
      kind: draft.kind,
      at: fromLocal(draft.at, timeZone) ?? at,
      until: draft.until ? fromLocal(draft.until, timeZone) : null,
      url: draft.url.trim() || null,
      table: draft.everywhere ? null : (note?.table ?? table),
    }
    const done = { onSuccess: () => setOpen(false) }
    if (note) update.mutate({ id: note.id, patch: body }, done)
    else create.mutate(body, done)
  }
  const issues = failed instanceof ApiError ? (failed.problem?.errors ?? []) : []
  const errorOf = (path: string) => issues.find((issue) => issue.path === path)?.message
  const unplaced = failed && !issues.some(({ path }) => ['text', 'url', 'at', 'until'].includes(path))
  const pending = create.isPending || update.isPending
  return (
    <Dialog open={open} onOpenChange={toggle}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent
        title={note ? 'Edit note' : 'Add note'}
        description="What happened then; it is marked on every chart of its time."
      >
        <form onSubmit={submit} className="grid gap-4">
          <Segmented label="Kind" value={draft.kind} options={kinds} onChange={(kind) => set({ kind })} />
          <Field label="What happened" error={errorOf('text')}>
            {(control) => (
              <Textarea
                {...control}
                required
                maxLength={2000}
                value={draft.text}
                onChange={(event) => set({ text: event.target.value })}
              />
            )}
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="When" error={errorOf('at')}>
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  required
                  value={draft.at}
                  onChange={(event) => set({ at: event.target.value })}
                />
              )}
            </Field>
            <Field label="Until (optional)" error={errorOf('until')}>
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  value={draft.until}
                  onChange={(event) => set({ until: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Field label="Link (optional)" error={errorOf('url')}>
            {(control) => (
              <Input
                {...control}
                type="url"
                placeholder="https://"
                value={draft.url}
                onChange={(event) => set({ url: event.target.value })}
              />
            )}
          </Field>
          <label className="flex items-center gap-2 text-[13px]">
            <input
              type="checkbox"
              checked={draft.everywhere}
              onChange={(event) => set({ everywhere: event.target.checked })}
            />
            About all tables, not only {note?.table ?? table}
          </label>
          {unplaced ? (
            <p role="alert" className="text-destructive text-xs">
              {failed.message}
            </p>
          ) : null}
          <DialogFooter className="mt-0">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={pending || draft.text.trim() === ''}>
              {pending ? 'Saving…' : 'Save'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
