import type { ComponentProps } from 'react'
import { cn } from './cn'
import { ScrollBox } from './scroll-box'

type TableProps = ComponentProps<'table'> & { fill?: boolean }

/** A table that scrolls in its own box, which with `fill` is as high as its container. Name it with `aria-label`. */
export function Table({ className, fill, ...props }: TableProps) {
  return (
    <ScrollBox
      label={props['aria-label']}
      className={cn('relative w-full overflow-x-auto rounded-b-lg', fill && 'h-full overflow-y-auto')}
    >
      <table className={cn('w-full border-collapse text-[13px]', className)} {...props} />
    </ScrollBox>
  )
}

export function TableHeader({ className, ...props }: ComponentProps<'thead'>) {
  return <thead className={cn('border-b text-muted-foreground text-xs', className)} {...props} />
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('[&>tr:last-child]:border-0', className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('border-b transition-colors hover:bg-muted/50', className)} {...props} />
}

type CellProps = { numeric?: boolean }

export function TableHead({ className, numeric, ...props }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      scope="col"
      className={cn('h-9 whitespace-nowrap px-4 font-medium', numeric ? 'text-right' : 'text-left', className)}
      {...props}
    />
  )
}

export function TableCell({ className, numeric, ...props }: ComponentProps<'td'> & CellProps) {
  return <td className={cn('h-10 px-4 py-1.5', numeric && 'tabular text-right', className)} {...props} />
}
