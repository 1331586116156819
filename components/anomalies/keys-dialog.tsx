'use client'

import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { keyWords } from './inbox-keys'

type KeysDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  single: boolean
  onSingle: (single: boolean) => void
}

/** The keys of the inbox, and a way to do without those that are single letters. */
export function KeysDialog({ open, onOpenChange, single, onSingle }: KeysDialogProps) {
  const id = useId()
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Keys" description="They act on the selection or, without one, on the current line.">
        <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5 text-[13px]">
          {keyWords.map(({ keys, does }) => (
            <div key={does} className="contents">
              <dt className="flex flex-wrap gap-1">
                {keys.map((key) => (
                  <kbd key={key} className="rounded border bg-muted px-1.5 py-0.5 font-mono text-xs">
                    {key}
                  </kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <label htmlFor={id} className="mt-4 flex items-center gap-2 border-t pt-4 text-[13px]">
          <Checkbox
            id={id}
            label="Single letters act"
            checked={single}
            onChange={(event) => onSingle(event.target.checked)}
          />
          Single letters act; switch this off where they are in the way of other software
        </label>
      </DialogContent>
    </Dialog>
  )
}
