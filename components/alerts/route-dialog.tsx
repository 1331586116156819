'use client'

import { useState } from 'react'
import type { AlertRoute } from '@/lib/alerts/routing-contract'
import { writtenMatchers } from './alert-words'
import { ChannelsField } from './channels-field'
import { CheckField } from './check-field'
import { EscalationsField } from './escalations-field'
import { TextField } from './form-fields'
import { MatchersField } from './matchers-field'
import { QuietHoursField } from './quiet-hours-field'
import { RoutingFormDialog } from './routing-form-dialog'

export const newRoute: AlertRoute = {
  name: '',
  matchers: [],
  channels: [],
  continue: false,
  escalations: [],
  repeat: null,
  quiet_hours: null,
  digest: null,
}

type RouteDialogProps = { route?: AlertRoute; onSave: (route: AlertRoute) => Promise<unknown>; onClose: () => void }

/** The route without what was left empty; fails with what is missing. */
function finish(draft: AlertRoute): AlertRoute {
  const silent = draft.escalations.find(({ channels }) => channels.length === 0)
  if (silent) throw new Error(`Say which channels are told after ${silent.after || 'that time'}`)
  return { ...draft, name: draft.name.trim(), matchers: writtenMatchers(draft.matchers) }
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** A route to be made or changed. */
export function RouteDialog({ route, onSave, onClose }: RouteDialogProps) {
  const [draft, setDraft] = useState(route ?? newRoute)
  const change = (patch: Partial<AlertRoute>) => setDraft((now) => ({ ...now, ...patch }))
  return (
    <RoutingFormDialog
      title={route ? `Change ${route.name}` : 'New route'}
      onSave={async () => onSave(finish(draft))}
      onClose={onClose}
    >
      <TextField
        label="Name"
        required
        placeholder="Payments"
        value={draft.name}
        onChange={(name) => change({ name })}
      />
      <MatchersField
        legend="Alerts of which"
        hint={draft.matchers.length === 0 ? 'Without a condition, every alert' : 'All must hold'}
        matchers={draft.matchers}
        onChange={(matchers) => change({ matchers })}
      />
      <ChannelsField legend="Tell" value={draft.channels} onChange={(channels) => change({ channels })} />
      <EscalationsField value={draft.escalations} onChange={(escalations) => change({ escalations })} />
      <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
        <TextField
          label="Again every"
          hint="Until somebody acknowledges; empty: once"
          placeholder="4h"
          value={draft.repeat ?? ''}
          onChange={(text) => change({ repeat: orNull(text) })}
        />
        <TextField
          label="Together every"
          hint="Collects what comes up into one message; empty: at once"
          placeholder="1h"
          value={draft.digest ?? ''}
          onChange={(text) => change({ digest: orNull(text) })}
        />
      </div>
      <QuietHoursField value={draft.quiet_hours} onChange={(quiet_hours) => change({ quiet_hours })} />
      <CheckField
        label="Ask the routes below it too"
        checked={draft.continue}
        onChange={(on) => change({ continue: on })}
      />
    </RoutingFormDialog>
  )
}
