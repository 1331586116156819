import { Monitor, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Moment, TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import type { Session } from '@/lib/access/contract'
import { browserWords, isPhone } from './browser-words'
import { providerWords } from './provider-words'

/** A browser that somebody is signed in with. */
export function SessionRow({ session, actions }: { session: Session; actions?: ReactNode }) {
  const { user_agent: agent, address, provider, current, created_at, seen_at } = session
  const Icon = isPhone(agent) ? Smartphone : Monitor
  const name = browserWords(agent)
  return (
    <li aria-label={name} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 font-medium text-[13px]">
          <span title={agent}>{name}</span>
          {current ? <Badge tone="success">This browser</Badge> : null}
        </p>
        <p className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
          {address ? `${address} · ` : ''}by {providerWords(provider)} · since <Moment at={created_at} />
          {current ? null : (
            <>
              {' '}
              · last seen <TimeAgo at={seen_at} />
            </>
          )}
        </p>
      </div>
      {actions}
    </li>
  )
}
