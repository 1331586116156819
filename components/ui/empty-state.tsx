import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

type EmptyStateProps = {
  icon?: LucideIcon
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** Says why there is nothing here and what to do about it. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('flex flex-col items-center justify-center gap-1 px-6 py-10 text-center', className)}>
      {Icon ? <Icon aria-hidden className="mb-2 size-5 text-muted-foreground" /> : null}
      <p className="font-medium text-[13px]">{title}</p>
      {children ? <div className="max-w-prose text-balance text-[13px] text-muted-foreground">{children}</div> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
