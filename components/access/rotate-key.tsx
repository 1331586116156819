'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useRotateKey } from '@/lib/access/key-client'
import type { ApiKey } from '@/lib/access/key-contract'
import { MadeKey } from './made-key'
import { RadioCards } from './radio-cards'

const overlaps = [
  { value: '1h', label: 'An hour', hint: 'For one program that is changed by hand, now' },
  { value: '24h', label: 'A day', hint: 'For programs that are rolled out within a day' },
  { value: '7d', label: 'A week', hint: 'For keys that others have to change' },
  { value: '0s', label: 'Not at all', hint: 'The old key is refused from the next request on: it was seen by others' },
] as const
type Overlap = (typeof overlaps)[number]['value']

/** Makes a key that takes the place of another, both working for a while. */
export function RotateKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const rotating = useRotateKey()
  const [overlap, setOverlap] = useState<Overlap>('24h')
  if (rotating.data) return <MadeKey made={rotating.data} onClose={onClose} />
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Rotate ${apiKey.name}`}
        description="Makes a new key with the same name, scopes and bounds."
        className="sm:max-w-xl"
      >
        <RadioCards
          legend="How long the old one goes on working"
          name="overlap"
          value={overlap}
          options={overlaps}
          onChange={setOverlap}
        />
        {rotating.isError ? (
          <p role="alert" className="mt-3 text-[13px] text-destructive">
            {rotating.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={() => rotating.mutate({ id: apiKey.id, overlap })}
            disabled={rotating.isPending}
          >
            Make the new key
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
