'use client'

import { ChevronLeft, ChevronRight, type LucideIcon, Redo2, Undo2, ZoomOut } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import type { RangeTrail } from './use-range-trail'

type StepProps = { label: string; icon: LucideIcon; onClick: (() => void) | undefined }

function StepButton({ label, icon: Icon, onClick }: StepProps) {
  return (
    <Tooltip label={label}>
      <Button size="icon" variant="ghost" aria-label={label} disabled={!onClick} onClick={onClick}>
        <Icon />
      </Button>
    </Tooltip>
  )
}

/** Moves through time: earlier and later by the length of the range, out of it, and back and forward through those before. */
export function RangeSteps({ trail, atEnd }: { trail: RangeTrail; atEnd: boolean }) {
  return (
    <div className="flex">
      <StepButton label="Earlier" icon={ChevronLeft} onClick={() => trail.shift(-1)} />
      <StepButton label="Later" icon={ChevronRight} onClick={atEnd ? undefined : () => trail.shift(1)} />
      <StepButton label="Zoom out" icon={ZoomOut} onClick={trail.widen} />
      <StepButton label="Back to the range before" icon={Undo2} onClick={trail.back} />
      <StepButton label="Forward to the range after" icon={Redo2} onClick={trail.forward} />
    </div>
  )
}
