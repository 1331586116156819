'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { ApiError } from '@/lib/http/api'
import { useCreateMetric } from '@/lib/metrics/client'

type SaveMetricDialogProps = { expr: string; onClose: () => void; onSaved: (name: string) => void }

const usualUnits = ['percent', 'ratio', 's', 'ms', 'bytes', 'EUR', 'USD']

/** Gives a formula a name, so that boards, other formulas and detection can use it like any metric. */
export function SaveMetricDialog({ expr, onClose, onSaved }: SaveMetricDialogProps) {
  const create = useCreateMetric()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [unit, setUnit] = useState('')
  const issues = create.error instanceof ApiError ? (create.error.problem?.errors ?? []) : []
  const issueOf = (field: string) => issues.find(({ path }) => path === field)?.message
  const conflict = create.error instanceof ApiError && create.error.status === 409 ? create.error.message : undefined
  const nameError =
    issueOf('name') ??
    conflict ??
    (/^Body name: /.test(create.error?.message ?? '') ? create.error?.message.slice(11) : undefined)
  const formulaError = issueOf('expr')
  const other = create.error && !nameError && !formulaError && !issueOf('unit') ? create.error.message : undefined
  const ready = name.trim() !== '' && !create.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (!ready) return
    const body = {
      name: name.trim(),
      expr,
      ...(description.trim() ? { description: description.trim() } : {}),
      ...(unit.trim() ? { unit: unit.trim() } : {}),
    }
    create.mutate(body, {
      onSuccess: (made) => {
        onSaved(made.name)
        onClose()
      },
    })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Save as metric" description="It can be shown on boards and used in other formulas.">
        <form onSubmit={submit} className="grid gap-4">
          <pre className="max-h-32 overflow-auto whitespace-pre-wrap rounded-md bg-muted px-3 py-2 font-mono text-xs [overflow-wrap:anywhere]">
            {expr}
          </pre>
          {formulaError ? (
            <pre role="alert" className="overflow-x-auto font-mono text-destructive text-xs">
              {formulaError}
            </pre>
          ) : null}
          <Field label="Name" hint="Letters, digits and underscores" error={nameError}>
            {(control) => (
              <Input
                {...control}
                autoFocus
                required
                autoComplete="off"
                maxLength={200}
                className="font-mono"
                placeholder="orders_delete_share"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Description" hint="Optional; the formula where it is empty">
            {(control) => (
              <Textarea
                {...control}
                className="min-h-16"
                maxLength={1000}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          <Field label="Unit" hint="Optional, such as percent, s, bytes or EUR" error={issueOf('unit')}>
            {(control) => (
              <>
                <Input
                  {...control}
                  list={`${control.id}-units`}
                  maxLength={50}
                  value={unit}
                  onChange={(event) => setUnit(event.target.value)}
                />
                <datalist id={`${control.id}-units`}>
                  {usualUnits.map((one) => (
                    <option key={one} value={one} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
          {other ? (
            <p role="alert" className="text-[13px] text-destructive">
              {other}
            </p>
          ) : null}
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" aria-disabled={!ready}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
