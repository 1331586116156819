'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import type { Channel } from '@/lib/alerts/channel-contract'
import { useChangeChannel, useCreateChannel, useTestChannel } from '@/lib/alerts/client'
import { type Severity, severities } from '@/lib/alerts/contract'
import { ChannelConfigInput } from './channel-config-input'
import {
  type ChannelDraft,
  type ConfigField,
  channelDraftOf,
  configFields,
  isSecretSet,
  newChannel,
  readChannel,
  readChannelPatch,
  typeOptions,
} from './channel-draft'
import { CheckField } from './check-field'
import { fieldErrors } from './field-errors'
import { ChoiceField, TextField } from './form-fields'
import { TestAnswer } from './test-answer'

const any = 'any'

function useSaving(channel: Channel | undefined, onClose: () => void) {
  const [creating, changing] = [useCreateChannel(), useChangeChannel()]
  const save = (draft: ChannelDraft) => {
    if (!channel) return creating.mutate(readChannel(draft), { onSuccess: onClose })
    changing.mutate({ id: channel.id, patch: readChannelPatch(draft, channel) }, { onSuccess: onClose })
  }
  const { error, isPending } = channel ? changing : creating
  return { save, error, isPending }
}

/** A channel to be added or changed, with only what its type needs; open while it is rendered. */
export function ChannelDialog({ channel, onClose }: { channel?: Channel; onClose: () => void }) {
  const [draft, setDraft] = useState(() => (channel ? channelDraftOf(channel) : newChannel))
  const { save, error, isPending } = useSaving(channel, onClose)
  const testing = useTestChannel()
  const change = (patch: Partial<ChannelDraft>) => setDraft((now) => ({ ...now, ...patch }))
  const fields = configFields[draft.type]
  const errors = fieldErrors(error, ['name', 'max_per_minute', ...fields.map(({ name }) => `config.${name}`)])
  const input = (field: ConfigField) => (
    <ChannelConfigInput
      key={field.name}
      field={field}
      value={draft.config[field.name] ?? ''}
      known={channel && isSecretSet(channel, field.name) ? String(channel.config[field.name] ?? 'set') : undefined}
      isRemoved={draft.removed.includes(field.name)}
      error={errors[`config.${field.name}`]}
      onChange={(text) => change({ config: { ...draft.config, [field.name]: text } })}
      onRemove={(on) =>
        change({ removed: on ? [...draft.removed, field.name] : draft.removed.filter((one) => one !== field.name) })
      }
    />
  )
  const more = fields.filter((field) => field.more)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(draft)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={channel ? `Change ${channel.name}` : 'New channel'} className="sm:max-w-xl">
        <form onSubmit={submit} className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
            {channel ? null : (
              <ChoiceField
                label="Type"
                value={draft.type}
                options={typeOptions}
                onChange={(type) => change({ type, config: {} })}
              />
            )}
            <TextField
              label="Name"
              required
              placeholder="on-call"
              value={draft.name}
              onChange={(name) => change({ name })}
              error={errors.name}
            />
          </div>
          {fields.filter((field) => !field.more).map(input)}
          <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
            <ChoiceField<Severity | typeof any>
              label="Severity at least"
              value={draft.minSeverity || any}
              options={[{ value: any, label: 'any' }, ...severities.map((value) => ({ value, label: value }))]}
              onChange={(next) => change({ minSeverity: next === any ? '' : next })}
            />
            <TextField
              label="Messages a minute, at most"
              hint="More than that become one"
              numeric
              value={draft.maxPerMinute}
              onChange={(maxPerMinute) => change({ maxPerMinute })}
              error={errors.max_per_minute}
            />
          </div>
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            <CheckField
              label="Also tell when an alert is over"
              checked={draft.sendResolved}
              onChange={(sendResolved) => change({ sendResolved })}
            />
            <CheckField label="On" checked={draft.enabled} onChange={(enabled) => change({ enabled })} />
          </div>
          {more.length > 0 ? (
            <details open={more.some(({ name }) => errors[`config.${name}`]) || undefined}>
              <summary className="cursor-pointer text-[13px] text-muted-foreground hover:text-foreground">More</summary>
              <div className="mt-3 grid gap-4 sm:grid-cols-2 sm:items-start">{more.map(input)}</div>
            </details>
          ) : null}
          {errors[''] ? (
            <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
              {errors['']}
            </p>
          ) : null}
          {channel ? null : <TestAnswer testing={testing} />}
          <DialogFooter className="mt-0">
            {channel ? null : (
              <Button
                className="mr-auto"
                disabled={testing.isPending}
                onClick={({ currentTarget: { form } }) => form?.reportValidity() && testing.mutate(readChannel(draft))}
              >
                {testing.isPending ? 'Sending …' : 'Send a test'}
              </Button>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isPending}>
              {channel ? 'Save' : 'Add the channel'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
