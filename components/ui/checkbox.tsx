import type { ComponentProps } from 'react'
import { cn } from './cn'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'checked'> & { label: string; checked: boolean | 'mixed' }

/** A box to tick, named by `label` for screen readers; `mixed` is ticked in part. */
export function Checkbox({ label, checked, className, ...props }: CheckboxProps) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      checked={checked === true}
      ref={(box) => {
        if (box) box.indeterminate = checked === 'mixed'
      }}
      className={cn('size-4 shrink-0 cursor-pointer accent-primary', className)}
      {...props}
    />
  )
}
