'use client'

import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import { CodeBlock } from '@/components/ui/code-block'
import type { SetupCheck } from '@/lib/sources/check-contract'
import { checkWords } from './source-words'

const icons = { ok: CircleCheck, warn: CircleAlert, fail: CircleX }
const tones = { ok: 'text-success', warn: 'text-warning', fail: 'text-destructive' }

/** What following depends on, each with what to run where something is in the way. */
export function CheckList({ checks }: { checks: readonly SetupCheck[] }) {
  return (
    <ul aria-label="Checks" className="divide-y">
      {checks.map(({ id, title, state, detail, sql, restart }) => {
        const Icon = icons[state]
        return (
          <li key={id} className="grid gap-2 px-4 py-2.5 text-[13px]">
            <div className="flex items-start gap-2.5">
              <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tones[state]}`} />
              <div className="min-w-0 flex-1 sm:grid sm:grid-cols-[10rem_minmax(0,1fr)] sm:gap-3">
                <p className="font-medium">
                  {title}
                  <span className="sr-only">: {checkWords[state].word}</span>
                </p>
                <p className="text-muted-foreground [overflow-wrap:anywhere]">
                  {detail}
                  {restart ? '. The server has to be restarted after it' : ''}
                </p>
              </div>
            </div>
            {sql ? <CodeBlock label={`To run there, for ${title.toLowerCase()}`} code={sql} /> : null}
          </li>
        )
      })}
    </ul>
  )
}
