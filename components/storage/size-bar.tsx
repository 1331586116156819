import { formatValue } from '@/components/charts/format'
import { cn } from '@/components/ui/cn'
import type { Storage } from '@/lib/storage/contract'
import { groupWords } from './group-words'

/** What takes how much of the database, side by side. */
export function SizeBar({ storage }: { storage: Storage }) {
  const shown = storage.groups.filter(({ bytes }) => bytes > 0)
  const share = (bytes: number) => (bytes / Math.max(1, storage.database_bytes)) * 100
  const shareWords = (percent: number) =>
    percent < 0.1 ? '<0.1%' : formatValue(percent, 'percent', { decimals: percent < 10 ? 1 : 0 })
  return (
    <div className="grid gap-3">
      <div aria-hidden className="flex h-3 gap-px overflow-hidden rounded-full bg-muted">
        {shown.map(({ name, bytes }) => (
          <span
            key={name}
            className={cn('h-full min-w-px', groupWords[name].colour)}
            style={{ width: `${share(bytes)}%` }}
            title={`${groupWords[name].name}: ${formatValue(bytes, 'bytes')}`}
          />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1.5 text-xs">
        {shown.map(({ name, bytes }) => (
          <li key={name} className="flex items-center gap-1.5">
            <span aria-hidden className={cn('size-2 rounded-sm', groupWords[name].colour)} />
            {groupWords[name].name}
            <span className="tabular text-muted-foreground">{shareWords(share(bytes))}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
