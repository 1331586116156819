'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useCreateDashboard } from '@/lib/dashboards/client'
import {
  type Tables,
  templateListOptions,
  templateOptions,
  useCreateFromTemplate,
} from '@/lib/dashboards/template-client'
import { type Start, TemplateChoice } from './template-choice'
import { TemplateDetails } from './template-details'

const noTables: Tables = {}

/** What a new board is called and what it starts from: nothing, or a template with the tables that it takes. */
export function CreateBoardForm({ onCancel }: { onCancel: () => void }) {
  const router = useRouter()
  const create = useCreateDashboard()
  const fill = useCreateFromTemplate()
  const list = useQuery(templateListOptions())
  const [start, setStart] = useState<Start>('empty')
  const [tables, setTables] = useState(noTables)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const id = start === 'empty' ? null : start
  const asked = useQuery({
    ...templateOptions(id ?? 'e-commerce', tables),
    enabled: id !== null && tables !== noTables,
  })
  const listed = list.data?.templates.find((one) => one.id === id)
  const template = tables !== noTables && asked.data?.id === id ? asked.data : listed
  const error = create.error ?? fill.error ?? asked.error
  const busy = create.isPending || fill.isPending
  const ready = !busy && (id === null ? name.trim() !== '' : template?.ready === true)
  const begin = (next: Start) => {
    setStart(next)
    setTables(noTables)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const opened = (search: string) => ({
      onSuccess: (made: { id: string }) => router.push(`/dashboards/${made.id}${search}`),
    })
    if (id === null || !template) return create.mutate({ name, description }, opened('?edit=1'))
    const chosen = Object.fromEntries(template.slots.map((slot) => [slot.id, slot.table]))
    const words = { name: name.trim() || template.name, description: description || template.description }
    fill.mutate({ template: id, ...words, tables: chosen }, opened(''))
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <TemplateChoice templates={list.data?.templates ?? []} start={start} onStart={begin} />
      {template ? (
        <TemplateDetails
          template={template}
          tables={list.data?.tables ?? []}
          onChange={(slot, table) => setTables({ ...tables, [slot]: table })}
        />
      ) : null}
      <Field label="Name" error={error?.message}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            required={id === null}
            autoComplete="off"
            placeholder={template?.name ?? 'E-commerce overview'}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label="Description" hint="Optional">
        {(control) => (
          <Textarea
            {...control}
            maxLength={2000}
            placeholder={template?.description}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
        )}
      </Field>
      <DialogFooter className="-mx-5 -mb-5 sticky -bottom-5 mt-1 border-t bg-popover px-5 py-3">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!ready}>
          Create
        </Button>
      </DialogFooter>
    </form>
  )
}
