'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { useCommands } from '@/components/commands/commands'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useCreateDashboard } from '@/lib/dashboards/client'

/** The button that makes a new board: asks for its name and opens it ready to be filled. */
export function CreateBoardDialog() {
  const router = useRouter()
  const create = useCreateDashboard()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  useCommands({
    title: 'Dashboards',
    commands: [{ name: 'New dashboard', icon: Plus, keys: ['N'], run: () => setOpen(true) }],
  })
  const ready = name.trim() !== '' && !create.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    create.mutate({ name, description }, { onSuccess: (made) => router.push(`/dashboards/${made.id}?edit=1`) })
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          New dashboard
        </Button>
      </DialogTrigger>
      <DialogContent title="New dashboard">
        <form onSubmit={submit} className="grid gap-4">
          <Field label="Name" error={create.error?.message}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                required
                autoComplete="off"
                placeholder="E-commerce overview"
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
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          <DialogFooter className="mt-1">
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={!ready}>
              Create
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
