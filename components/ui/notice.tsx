import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

const tones = {
  info: 'bg-primary-soft text-primary-soft-foreground',
  warning: 'bg-warning-soft text-warning-soft-foreground',
  destructive: 'bg-destructive-soft text-destructive-soft-foreground',
}

type NoticeProps = {
  icon?: LucideIcon
  tone?: keyof typeof tones
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A bar that says what is to be known of a page, with what can be done about it. */
export function Notice({ icon: Icon, tone = 'info', actions, className, children }: NoticeProps) {
  return (
    <div
      role={tone === 'destructive' ? 'alert' : 'status'}
      className={cn(
        'mb-4 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 text-[13px] print:hidden',
        tones[tone],
        className,
      )}
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0" /> : null}
      <p className="min-w-0 flex-1 basis-52 [overflow-wrap:anywhere]">{children}</p>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
