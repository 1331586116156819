'use client'

import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import type { CommandGroup } from './commands'
import { sayKey } from './keys'
import { isMac } from './platform'

type KeysSheetProps = {
  groups: readonly CommandGroup[]
  single: boolean
  onSingle: (single: boolean) => void
  onClose: () => void
}

function GroupOfKeys({ group }: { group: CommandGroup }) {
  const keyed = group.commands.filter(({ keys, onPart }) => keys?.length || onPart?.length)
  if (keyed.length === 0) return null
  return (
    <section aria-label={group.title} className="mb-4 break-inside-avoid">
      <h3 className="mb-1.5 font-medium text-[13px]">{group.title}</h3>
      <dl className="grid grid-cols-[minmax(6.5rem,auto)_1fr] items-center gap-x-4 gap-y-1.5 text-[13px]">
        {keyed.map(({ name, keys = [], onPart = [], told }) => (
          <div key={name} className="contents">
            <dt className="flex flex-wrap gap-1">
              {(told ?? [...keys, ...onPart].map((key) => sayKey(key, isMac()))).map((key) => (
                <kbd key={key} className="rounded border bg-muted px-1.5 py-0.5 font-mono text-xs">
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** The keys of the page and of the whole application, and a way to do without those that are single letters. */
export function KeysSheet({ groups, single, onSingle, onClose }: KeysSheetProps) {
  const id = useId()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Keys"
        description="They rest while you type and while something is open over the page."
        className="sm:max-w-3xl"
      >
        <div className="gap-x-8 sm:columns-2">
          {groups.map((group) => (
            <GroupOfKeys key={group.title} group={group} />
          ))}
        </div>
        <label htmlFor={id} className="mt-2 flex items-center gap-2 border-t pt-4 text-[13px]">
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
