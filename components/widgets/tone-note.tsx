import { toneIcons, toneWords } from '@/components/charts/tone'
import { cn } from '@/components/ui/cn'
import type { Tone } from '@/lib/dashboards/looks-contract'

const styles: Record<Tone, string> = {
  good: 'bg-success-soft text-success-soft-foreground',
  warning: 'bg-warning-soft text-warning-soft-foreground',
  bad: 'bg-destructive-soft text-destructive-soft-foreground',
}

/** What a value means, in a sign and a word as well as in its colour. */
export function ToneNote({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = toneIcons[tone]
  return (
    <span
      className={cn(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-full px-2 font-medium text-[11px]',
        styles[tone],
        className,
      )}
    >
      <Icon aria-hidden className="size-3" />
      <span className="@max-[13rem]:sr-only">{toneWords[tone]}</span>
    </span>
  )
}
