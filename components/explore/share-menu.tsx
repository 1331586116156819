'use client'

import { Link2, Share2, Terminal, Webhook } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useKeyOption } from '@/components/access/use-key-option'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { BatchQuery } from '@/lib/metrics/contract'
import { addressOf, curlOf } from './explore-request'

/** Copies the address of what is shown, or the request that asks the API the same. */
export function ShareMenu({ request }: { request: () => BatchQuery }) {
  const keyOption = useKeyOption()
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(''), 2000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async (what: string, text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setSaid(`${what} copied`)
    } catch {
      setSaid('The browser refuses to copy here')
    }
  }
  const address = () => {
    const { origin } = window.location
    return addressOf(request(), origin) ?? `${origin}/api/v1/datawatch/query`
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button>
          <Share2 aria-hidden className="text-muted-foreground" />
          <span aria-live="polite">{said || 'Share'}</span>
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => copy('Link', window.location.href)}>
          <Link2 aria-hidden />
          Copy link
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => copy('Command', curlOf(request(), window.location.origin, keyOption))}>
          <Terminal aria-hidden />
          Copy as curl
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => copy('API address', address())}>
          <Webhook aria-hidden />
          Copy API address
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
