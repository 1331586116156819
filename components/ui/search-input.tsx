import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Input } from './input'

type SearchInputProps = Omit<ComponentProps<'input'>, 'type'> & { label: string }

export function SearchInput({ label, className, ...props }: SearchInputProps) {
  return (
    <div className={cn('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
      />
      <Input type="search" aria-label={label} placeholder={label} className="pl-8" {...props} />
    </div>
  )
}
