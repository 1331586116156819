import type { ComponentProps } from 'react'
import { cn } from './cn'

export const fieldStyle =
  'w-full min-w-0 rounded-md border border-input/60 bg-card text-[13px] text-foreground shadow-card transition-colors placeholder:text-muted-foreground hover:border-input disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-destructive'

export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(fieldStyle, 'h-8 px-2.5 max-sm:text-base', className)} {...props} />
}

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea className={cn(fieldStyle, 'min-h-20 px-2.5 py-2 leading-snug max-sm:text-base', className)} {...props} />
  )
}
