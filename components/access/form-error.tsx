import { CircleAlert } from 'lucide-react'

/** Why what was sent was not taken, over the form that sent it. */
export function FormError({ id, children }: { id?: string; children?: string }) {
  if (!children) return null
  return (
    <p
      id={id}
      role="alert"
      className="flex gap-2 whitespace-pre-wrap rounded-md bg-destructive-soft px-3 py-2 text-[13px] text-destructive-soft-foreground [overflow-wrap:anywhere]"
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  )
}
