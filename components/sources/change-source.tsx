'use client'

import { type FormEvent, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { ChoiceField, TextField } from '@/components/alerts/form-fields'
import { splitList } from '@/components/alerts/split-list'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { useChangeSource } from '@/lib/sources/client'
import type { SourceDetail } from '@/lib/sources/list-contract'
import { tlsNames } from './tls-words'

type Connection = NonNullable<SourceDetail['connection']>

const tlsOptions = Object.entries(tlsNames).map(([value, label]) => ({ value, label })) as {
  value: Connection['tls']
  label: string
}[]
const addressOf = ({ host, port, database, user }: Connection) =>
  `postgres://${encodeURIComponent(user)}@${host}:${port}/${encodeURIComponent(database)}`

/** Another address, encryption or choice of tables for a source that was made here; open while it is rendered. */
export function ChangeSource({
  name,
  connection,
  onClose,
}: {
  name: string
  connection: Connection
  onClose: () => void
}) {
  const [url, setUrl] = useState(addressOf(connection))
  const [tls, setTls] = useState(connection.tls)
  const [schemas, setSchemas] = useState(connection.schemas.join(', '))
  const [tables, setTables] = useState((connection.tables ?? []).join(', '))
  const [changing, say] = [useChangeSource(name), useToast()]
  const errors = fieldErrors(changing.error, ['url', 'tls', 'schemas', 'tables'])
  const save = (event: FormEvent) => {
    event.preventDefault()
    const named = splitList(tables)
    changing.mutate(
      { url, tls, schemas: splitList(schemas), tables: named.length > 0 ? named : null },
      {
        onSuccess: () => {
          say({ title: `${name} is changed and begins anew` })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Change ${name}`}
        description="Without a password in the address the one that is kept stays; another host, port or user needs it again."
        className="sm:max-w-xl"
      >
        <form onSubmit={save} className="grid gap-4">
          <TextField label="Address of the database" required value={url} onChange={setUrl} error={errors.url} />
          <ChoiceField label="Encryption" value={tls} options={tlsOptions} onChange={setTls} error={errors.tls} />
          <TextField label="Schemas" required value={schemas} onChange={setSchemas} error={errors.schemas} />
          <TextField
            label="Tables"
            hint="Commas between; none named is all of these schemas, those that come later too"
            value={tables}
            onChange={setTables}
            error={errors.tables}
          />
          {errors[''] ? (
            <p role="alert" className="text-destructive text-xs">
              {errors['']}
            </p>
          ) : null}
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={changing.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
