import { Badge, type BadgeTone } from '@/components/ui/badge'

const tones: Record<string, BadgeTone> = { GET: 'primary', DELETE: 'destructive', POST: 'success' }

/** The method of an operation. */
export const MethodBadge = ({ method }: { method: string }) => (
  <Badge tone={tones[method] ?? 'warning'} className="w-14 justify-center font-mono">
    {method}
  </Badge>
)
