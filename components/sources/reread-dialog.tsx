'use client'

import { useState } from 'react'
import { CheckField } from '@/components/alerts/check-field'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { useActOnSource } from '@/lib/sources/client'
import type { SourceDetail } from '@/lib/sources/list-contract'

/** Which tables to read again, all of them at first; open while it is rendered. */
export function RereadDialog({ source, onClose }: { source: SourceDetail; onClose: () => void }) {
  const names = source.tables.filter(({ read }) => read !== null).map(({ schema, table }) => `${schema}.${table}`)
  const [left, setLeft] = useState<readonly string[]>([])
  const [acting, say] = [useActOnSource(source.name), useToast()]
  const tables = names.filter((name) => !left.includes(name))
  const toggle = (name: string, on: boolean) =>
    setLeft((now) => (on ? now.filter((one) => one !== name) : [...now, name]))
  const start = () =>
    acting.mutate(
      { verb: 'resnapshot', tables: left.length === 0 ? [] : tables },
      {
        onSuccess: () => {
          say({ title: source.paused ? 'Read again once it goes on' : 'Read again in a moment' })
          onClose()
        },
      },
    )
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="Read tables again"
        description="What is known of their rows is replaced by what is there now. Changes go on being followed, and none is counted twice."
      >
        <div className="grid max-h-72 gap-2 overflow-y-auto">
          {names.map((name) => (
            <CheckField key={name} label={name} checked={!left.includes(name)} onChange={(on) => toggle(name, on)} />
          ))}
          {names.length === 0 ? <p className="text-[13px] text-muted-foreground">No table is followed yet.</p> : null}
        </div>
        {acting.isError ? (
          <p role="alert" className="mt-2 text-destructive text-xs">
            {acting.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" onClick={start} disabled={acting.isPending || tables.length === 0}>
            {left.length === 0 ? 'Read all again' : `Read ${tables.length} again`}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
