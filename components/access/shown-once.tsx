import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { Notice } from '@/components/ui/notice'

type ShownOnceProps = { label: string; code: string; children: ReactNode }

/** Something secret just made: the one time that it is shown. */
export function ShownOnce({ label, code, children }: ShownOnceProps) {
  return (
    <div className="grid gap-3">
      <Notice icon={Check} className="mb-0">
        {children} Copy it now: it is not shown again.
      </Notice>
      <CodeBlock label={label} code={code} />
    </div>
  )
}
