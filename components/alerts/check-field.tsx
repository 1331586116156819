'use client'

import { useId } from 'react'
import { Checkbox } from '@/components/ui/checkbox'

type CheckFieldProps = { label: string; checked: boolean; onChange: (on: boolean) => void; className?: string }

/** A box to tick with its words beside it. */
export function CheckField({ label, checked, onChange, className }: CheckFieldProps) {
  const id = useId()
  return (
    <span className={className}>
      <label htmlFor={id} className="inline-flex cursor-pointer items-center gap-2 text-[13px]">
        <Checkbox id={id} label={label} checked={checked} onChange={(event) => onChange(event.target.checked)} />
        {label}
      </label>
    </span>
  )
}
