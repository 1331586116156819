'use client'

import { type FormEvent, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { useRenameSelf } from '@/lib/access/client'
import type { Viewer } from '@/lib/access/contract'
import { permissions } from '@/lib/access/permissions'
import { roleWords } from './role-words'
import { RolesDialog } from './roles-dialog'

/** Who the viewer is, and what they may do. */
export function ProfileCard({ viewer }: { viewer: Viewer }) {
  const [renaming, say] = [useRenameSelf(), useToast()]
  const [name, setName] = useState(viewer.name)
  const [explains, setExplains] = useState(false)
  const rename = (event: FormEvent) => {
    event.preventDefault()
    renaming.mutate({ name }, { onSuccess: (kept) => say({ title: `You are ${kept.name} now` }) })
  }
  const errors = fieldErrors(renaming.error, ['name'])
  return (
    <Card aria-label="You">
      <CardHeader>
        <CardTitle>You</CardTitle>
        <CardActions>
          <Button size="sm" variant="ghost" onClick={() => setExplains(true)}>
            What roles may do
          </Button>
        </CardActions>
      </CardHeader>
      <CardContent className="grid gap-4">
        <form onSubmit={rename} className="flex items-end gap-2">
          <Field label="Name" error={errors.name ?? errors['']} className="min-w-0 flex-1">
            {(control) => (
              <Input
                {...control}
                required
                maxLength={200}
                autoComplete="name"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" disabled={renaming.isPending || name.trim() === viewer.name || name.trim() === ''}>
            Save
          </Button>
        </form>
        <Facts>
          <Fact name="E-mail address">{viewer.email}</Fact>
          {viewer.role ? (
            <Fact name="Role">
              <Badge tone="primary">{roleWords[viewer.role].name}</Badge>
            </Fact>
          ) : null}
        </Facts>
        <div className="text-[13px]">
          <p className="mb-1 text-muted-foreground">You may</p>
          <ul className="list-disc space-y-0.5 pl-5 marker:text-muted-foreground">
            {viewer.permissions
              .filter((one) => one !== 'self')
              .map((one) => (
                <li key={one}>{permissions[one].says.replaceAll('their own', 'your own')}</li>
              ))}
          </ul>
        </div>
      </CardContent>
      {explains ? <RolesDialog onClose={() => setExplains(false)} /> : null}
    </Card>
  )
}
