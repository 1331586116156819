'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { dashboardListOptions, useAddWidget, useCreateDashboard } from '@/lib/dashboards/client'
import type { WidgetBody } from '@/lib/dashboards/contract'

const newBoard = 'new'

type AddToDashboardDialogProps = { widget: (title: string) => WidgetBody; title: string; onClose: () => void }

/** Puts what the explorer shows on a board, there already or new, and leads there. */
export function AddToDashboardDialog({ widget, title: suggested, onClose }: AddToDashboardDialogProps) {
  const boards = useQuery(dashboardListOptions())
  const [chosen, setChosen] = useState<string>()
  const [name, setName] = useState('')
  const [title, setTitle] = useState(suggested)
  const create = useCreateDashboard()
  const add = useAddWidget()
  const list = boards.data?.dashboards ?? []
  const board = chosen ?? list.find(({ starter_for }) => starter_for === null)?.id ?? newBoard
  const busy = create.isPending || add.isPending
  const ready = !busy && (board !== newBoard || name.trim() !== '')
  const put = (id: string) => add.mutate({ board: id, widget: widget(title.trim()) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    if (board !== newBoard) return put(board)
    create.mutate(
      { name: name.trim() },
      {
        onSuccess: (made) => {
          setChosen(made.id)
          put(made.id)
        },
      },
    )
  }
  const added = add.data
  const said = list.find(({ id }) => id === added?.dashboard_id)?.name ?? name.trim()
  const error = create.error ?? add.error
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Add to dashboard">
        {added ? (
          <>
            <p role="status" className="flex items-center gap-2 text-[13px]">
              <CircleCheck aria-hidden className="size-4 shrink-0 text-success" />
              <span>
                “{added.title || 'The chart'}” is on the dashboard{' '}
                <Link href={`/dashboards/${added.dashboard_id}`} className="font-medium text-primary hover:underline">
                  {said}
                </Link>
                .
              </span>
            </p>
            <DialogFooter>
              <Button onClick={onClose}>Stay here</Button>
              <Button asChild variant="primary">
                <Link href={`/dashboards/${added.dashboard_id}`}>Open the dashboard</Link>
              </Button>
            </DialogFooter>
          </>
        ) : (
          <form onSubmit={submit} className="grid gap-4">
            <Field label="Dashboard" error={boards.isError ? boards.error.message : undefined}>
              {({ id }) => (
                <Select
                  id={id}
                  label="Dashboard"
                  className="w-full"
                  value={board}
                  onChange={setChosen}
                  options={[
                    { value: newBoard, label: 'New dashboard' },
                    ...list.map((one) => ({ value: one.id, label: one.name })),
                  ]}
                />
              )}
            </Field>
            {board === newBoard ? (
              <Field label="Name of the new dashboard">
                {(control) => (
                  <Input
                    {...control}
                    required
                    autoComplete="off"
                    maxLength={200}
                    value={name}
                    onChange={(event) => setName(event.target.value)}
                  />
                )}
              </Field>
            ) : null}
            <Field label="Title of the chart">
              {(control) => (
                <Input {...control} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} />
              )}
            </Field>
            <p className="text-muted-foreground text-xs">The dashboard’s own time range applies to it.</p>
            {error ? (
              <p role="alert" className="text-[13px] text-destructive">
                {error.message}
              </p>
            ) : null}
            <DialogFooter className="mt-0">
              <Button onClick={onClose}>Cancel</Button>
              <Button type="submit" variant="primary" aria-disabled={!ready}>
                Add
              </Button>
            </DialogFooter>
          </form>
        )}
      </DialogContent>
    </Dialog>
  )
}
