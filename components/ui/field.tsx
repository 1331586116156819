import { type ReactNode, useId } from 'react'
import { cn } from './cn'

type FieldProps = {
  label: string
  hint?: ReactNode
  error?: string
  className?: string
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

/** A label, its control and what is to be said about it; hands the control its id and descriptions. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className={cn('grid gap-1.5', className)}>
      <label htmlFor={id} className="font-medium text-[13px]">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': note ? `${id}-note` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {note ? (
        <p id={`${id}-note`} className={cn('text-xs', error ? 'text-destructive' : 'text-muted-foreground')}>
          {note}
        </p>
      ) : null}
    </div>
  )
}
