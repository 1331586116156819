'use client'

import { cn } from './cn'

type SwitchProps = { label: string; checked: boolean; onChange: (on: boolean) => void; disabled?: boolean }

/** Something that is on or off and changes at once. */
export function Switch({ label, checked, onChange, disabled }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={cn(
        'inline-flex h-5 w-9 shrink-0 items-center rounded-full border px-0.5 transition-colors disabled:opacity-50',
        checked ? 'border-primary bg-primary' : 'border-input bg-muted',
      )}
    >
      <span
        aria-hidden
        className={cn(
          'size-3.5 rounded-full shadow-card transition-transform',
          checked ? 'translate-x-4 bg-primary-foreground' : 'bg-muted-foreground',
        )}
      />
    </button>
  )
}
