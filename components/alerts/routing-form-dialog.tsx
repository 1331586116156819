'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'

type RoutingFormDialogProps = {
  title: string
  description?: string
  /** Keeps what is written; fails with what is wrong. */
  onSave: () => Promise<unknown>
  onClose: () => void
  children: ReactNode
}

/** A part of the routing to be written; open while it is rendered. */
export function RoutingFormDialog({ title, description, onSave, onClose, children }: RoutingFormDialogProps) {
  const [problem, setProblem] = useState<string>()
  const [isSaving, setSaving] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setSaving(true)
    try {
      await onSave()
      onClose()
    } catch (error) {
      setProblem((error as Error).message)
      setSaving(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={description} className="sm:max-w-2xl">
        <form onSubmit={submit} className="grid gap-5">
          {children}
          {problem ? (
            <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
              {problem}
            </p>
          ) : null}
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isSaving}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
