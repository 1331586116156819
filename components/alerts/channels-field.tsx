'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { channelsOptions } from '@/lib/alerts/client'
import { CheckField } from './check-field'

type ChannelsFieldProps = {
  legend: string
  hint?: string
  value: readonly string[]
  onChange: (names: string[]) => void
}

/** Channels to tell, by their names; one that is named and not there stays. */
export function ChannelsField({ legend, hint, value, onChange }: ChannelsFieldProps) {
  const channels = useQuery(channelsOptions()).data?.channels ?? []
  const idOf = (name: string) => channels.find((one) => one.id === name)?.name ?? name
  const chosen = value.map(idOf)
  const names = [...new Set([...channels.map(({ name }) => name), ...chosen])]
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-[13px]">{legend}</legend>
      {names.length > 0 ? (
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          {names.map((name) => (
            <CheckField
              key={name}
              label={name}
              checked={chosen.includes(name)}
              onChange={(on) => onChange(on ? [...chosen, name] : chosen.filter((one) => one !== name))}
            />
          ))}
        </div>
      ) : (
        <p className="text-[13px] text-muted-foreground">
          There are none yet.{' '}
          <Link href="/alerts/channels?new=1" className="text-primary underline underline-offset-2">
            Add a channel
          </Link>
        </p>
      )}
      {hint && names.length > 0 ? <p className="mt-1.5 text-muted-foreground text-xs">{hint}</p> : null}
    </fieldset>
  )
}
