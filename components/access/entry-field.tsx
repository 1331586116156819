import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type EntryFieldProps = ComponentProps<'input'> & { label: string; name: string; hint?: ReactNode; error?: string }

/** A line of a form that lets somebody in. */
export function EntryField({ label, hint, error, className, ...props }: EntryFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          autoCapitalize={props.type === 'email' ? 'none' : undefined}
          spellCheck={false}
          required
          className={cn('h-10', className)}
          {...props}
        />
      )}
    </Field>
  )
}
