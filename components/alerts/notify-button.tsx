'use client'

import { Bell, BellOff, BellRing } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { useTold } from './use-told'

const refused = {
  unable: 'This browser shows no notifications on this page. They need a secure address (https, or localhost).',
  blocked:
    'The browser was told to block notifications of this page. Allow them in its settings for this site, then come back.',
}

/** Has the browser tell of new alerts while a page of DataWatch is open. */
export function NotifyButton() {
  const { state, isReady, turnOn, turnOff } = useTold()
  const isRefused = state === 'unable' || state === 'blocked'
  const Icon = state === 'on' ? BellRing : isRefused ? BellOff : Bell
  if (!isReady) return null
  if (isRefused) {
    return (
      <Popover>
        <PopoverTrigger asChild>
          <Button variant="ghost">
            <Icon aria-hidden />
            No notifications
          </Button>
        </PopoverTrigger>
        <PopoverContent className="w-72 text-[13px] text-muted-foreground">{refused[state]}</PopoverContent>
      </Popover>
    )
  }
  return (
    <Button aria-pressed={state === 'on'} onClick={() => (state === 'on' ? turnOff() : void turnOn())}>
      <Icon aria-hidden className={state === 'on' ? 'text-primary' : 'text-muted-foreground'} />
      {state === 'on' ? 'Notifications are on' : 'Notify me'}
    </Button>
  )
}
