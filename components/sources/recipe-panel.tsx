'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, KeyRound, Loader } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { ShownOnce } from '@/components/access/shown-once'
import { TextField } from '@/components/alerts/form-fields'
import { useOrigin } from '@/components/layout/use-origin'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { Notice } from '@/components/ui/notice'
import { useMay } from '@/lib/access/client'
import { useCreateKey } from '@/lib/access/key-client'
import { sourcesOptions } from '@/lib/sources/client'
import type { Recipe } from '@/lib/sources/recipes/recipe'
import { sourcePath } from './source-words'

/** Those that send by themselves; others are followed, and are heard all the time. */
const sending = new Set<string>(['http', 'webhook'])

/** Turns green when the sender is heard, or one that was not heard before, and leads to what it sent. */
function FirstEvent({ name }: { name: string }) {
  const list = useQuery(sourcesOptions())
  const senders = list.data?.sources.filter(({ type, last_heard_at }) => sending.has(type) && last_heard_at !== null)
  const [before, setBefore] = useState<ReadonlySet<string>>()
  if (senders && !before) setBefore(new Set(senders.map((sender) => sender.name)))
  const own = senders?.find((sender) => sender.name === name)
  const found = own ?? senders?.find((sender) => before && !before.has(sender.name))
  if (!found) {
    return (
      <Notice icon={Loader} className="mb-0">
        Waiting for the first event. This page hears of it by itself.
      </Notice>
    )
  }
  return (
    <Notice
      icon={CircleCheck}
      className="mb-0 bg-success-soft text-success-soft-foreground"
      actions={
        <Button asChild size="sm" variant="primary">
          <Link href={sourcePath(found.name)}>See what came</Link>
        </Button>
      }
    >
      {found.name} has sent its first events.
    </Notice>
  )
}

function KeyMaker({ name, onMade }: { name: string; onMade: (key: string) => void }) {
  const making = useCreateKey()
  const make = () =>
    making.mutate({ name: `Source ${name}`, scopes: ['ingest'] }, { onSuccess: ({ key }) => onMade(key) })
  return (
    <div className="grid gap-2">
      <Button className="justify-self-start" onClick={make} disabled={making.isPending}>
        <KeyRound aria-hidden />
        {making.isPending ? 'Making …' : 'Make a key for it'}
      </Button>
      {making.isError ? (
        <p role="alert" className="text-destructive text-xs">
          {making.error.message}
        </p>
      ) : null}
    </div>
  )
}

const plain = (name: string) => name.trim().replace(/[^A-Za-z0-9_.-]/g, '-') || 'shop'

/** What to set in a tool that sends by itself, with this server's address and a key made for it. */
export function RecipePanel({ recipe }: { recipe: Recipe }) {
  const origin = useOrigin()
  const [given, setGiven] = useState('shop')
  const [key, setKey] = useState<string>()
  const mayMakeKeys = useMay('keys')
  const name = plain(given)
  const shown = key ?? (recipe.signs ? 'BASE64_SECRET' : 'API_KEY')
  return (
    <div className="grid gap-4">
      <Card aria-label={recipe.title}>
        <CardHeader>
          <CardTitle>{recipe.title}</CardTitle>
        </CardHeader>
        <CardContent className="grid gap-4">
          <TextField label="Name of the source" value={given} onChange={setGiven} className="max-w-xs" />
          {recipe.signs ? (
            <p className="text-[13px] text-muted-foreground">
              BASE64_SECRET stands for a secret of your own: <code>openssl rand -base64 24</code>
            </p>
          ) : key ? (
            <ShownOnce label="API key" code={key}>
              The key stands in the settings below.
            </ShownOnce>
          ) : mayMakeKeys ? (
            <KeyMaker name={name} onMade={setKey} />
          ) : (
            <p className="text-[13px] text-muted-foreground">
              API_KEY is an API key with the scope ingest, which an admin or owner can make.
            </p>
          )}
          {recipe.blocks.map(({ label, code }) => (
            <CodeBlock key={label} label={label} code={code({ origin, key: shown, name })} />
          ))}
          <ul className="grid list-disc gap-1 pl-4 text-[13px] text-muted-foreground">
            {recipe.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </CardContent>
      </Card>
      <FirstEvent name={name} />
    </div>
  )
}
