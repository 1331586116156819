'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type Ref, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { passwordBounds } from '@/lib/access/access-words'
import { passwordStrength } from './password-strength'

const bars = ['bg-border', 'bg-destructive', 'bg-warning', 'bg-success'] as const

function Meter({ password }: { password: string }) {
  const { level, says } = passwordStrength(password)
  return (
    <span className="grid gap-1.5">
      <span aria-hidden className="grid grid-cols-3 gap-1">
        {[1, 2, 3].map((step) => (
          <span key={step} className={cn('h-1 rounded-full', step <= level ? bars[level] : bars[0])} />
        ))}
      </span>
      <span aria-live="polite">{says}</span>
    </span>
  )
}

type PasswordFieldProps = {
  label: string
  name: string
  /** A new one is measured while it is typed. */
  isNew?: boolean
  error?: string
  describedBy?: string
  ref?: Ref<HTMLInputElement>
  large?: boolean
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({ label, name, isNew, error, describedBy, ref, large }: PasswordFieldProps) {
  const [typed, setTyped] = useState('')
  const [seen, setSeen] = useState(false)
  return (
    <Field label={label} error={error} hint={isNew ? <Meter password={typed} /> : undefined}>
      {(control) => (
        <span className="relative">
          <Input
            {...control}
            aria-describedby={[control['aria-describedby'], describedBy].filter(Boolean).join(' ') || undefined}
            ref={ref}
            name={name}
            type={seen ? 'text' : 'password'}
            autoComplete={isNew ? 'new-password' : 'current-password'}
            autoCapitalize="none"
            spellCheck={false}
            required
            {...(isNew ? { minLength: passwordBounds.least, maxLength: passwordBounds.most } : {})}
            onChange={(event) => setTyped(event.target.value)}
            className={cn('pr-10', large && 'h-10')}
          />
          <button
            type="button"
            aria-label={seen ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
            aria-pressed={seen}
            onClick={() => setSeen(!seen)}
            className="absolute inset-y-0 right-0 grid w-10 place-items-center rounded-r-md text-muted-foreground hover:text-foreground"
          >
            {seen ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
          </button>
        </span>
      )}
    </Field>
  )
}
