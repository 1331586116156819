'use client'

import { useState } from 'react'
import type { Inhibition, Matcher } from '@/lib/alerts/routing-contract'
import { writtenMatchers } from './alert-words'
import { TextField } from './form-fields'
import { MatchersField } from './matchers-field'
import { RoutingFormDialog } from './routing-form-dialog'
import { splitList } from './split-list'

const matcher = (label: string, value: string): Matcher => ({ label, operator: '=', value })
const start: Inhibition = {
  source: [matcher('kind', 'source')],
  target: [matcher('kind', 'metric')],
  equal: ['source'],
}

type InhibitionDialogProps = {
  inhibition?: Inhibition
  onSave: (inhibition: Inhibition) => Promise<unknown>
  onClose: () => void
}

/** What holds back what, to be made or changed. */
export function InhibitionDialog({ inhibition, onSave, onClose }: InhibitionDialogProps) {
  const [draft, setDraft] = useState(inhibition ?? start)
  const [equal, setEqual] = useState(draft.equal.join(', '))
  const change = (patch: Partial<Inhibition>) => setDraft((now) => ({ ...now, ...patch }))
  return (
    <RoutingFormDialog
      title={inhibition ? 'Change what is held back' : 'Hold back'}
      description="Of a source that is down people hear once, and not of each of its tables."
      onSave={async () => {
        const [source, target] = [writtenMatchers(draft.source), writtenMatchers(draft.target)]
        if (source.length === 0 || target.length === 0) throw new Error('Say what holds back and what is held back')
        return onSave({ source, target, equal: splitList(equal) })
      }}
      onClose={onClose}
    >
      <MatchersField legend="While this fires" matchers={draft.source} onChange={(source) => change({ source })} />
      <MatchersField legend="nobody is told of" matchers={draft.target} onChange={(target) => change({ target })} />
      <TextField
        label="with the same"
        hint="Labels, divided by commas; empty: whatever they are"
        placeholder="source, table"
        value={equal}
        onChange={setEqual}
      />
    </RoutingFormDialog>
  )
}
