'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { useCreateAlertRule, useReplaceAlertRule } from '@/lib/alerts/client'
import { type AlertRule, type RuleKind, ruleKinds } from '@/lib/alerts/contract'
import { fieldErrors } from './field-errors'
import { ChoiceField, TextField } from './form-fields'
import { readRule } from './rule-body'
import { RuleCondition } from './rule-condition'
import type { RuleDraft } from './rule-draft'
import { RuleMatch } from './rule-match'
import { RulePeople } from './rule-people'
import { type PreviewPeriod, RulePreviewCard, useRulePreview } from './rule-preview'
import { RuleSubject } from './rule-subject'

const kindChoices: Record<RuleKind, string> = {
  metric: 'Values of a metric or a formula',
  anomaly: 'Anomalies that are found',
  violation: 'Rules of quality that are broken',
  schema_change: 'Changes of schemas',
  source: 'A source that stops or falls behind',
}

const known = [
  ...['name', 'metric', 'expr', 'aggregation', 'group_by', 'filter', 'window', 'operator', 'threshold', 'change'],
  ...['recovery_threshold', 'for', 'no_data', 'on_error', 'match', 'severity', 'labels', 'owner', 'runbook_url'],
  ...['title', 'message', 'channels'],
]

function useSaving(rule: AlertRule | undefined) {
  const router = useRouter()
  const say = useToast()
  const [creating, replacing] = [useCreateAlertRule(), useReplaceAlertRule()]
  const onSuccess = ({ name, warnings }: AlertRule) => {
    say({ title: rule ? `${name}: saved` : `${name}: made`, detail: warnings[0] })
    router.push('/alerts/rules')
  }
  const { error, isPending } = rule ? replacing : creating
  const save = (draft: RuleDraft) => {
    const body = readRule(draft)
    if (rule) replacing.mutate({ id: rule.id, body }, { onSuccess })
    else creating.mutate(body, { onSuccess })
  }
  return { save, error, isPending }
}

/** A rule to be made or changed, beside what it would have done. */
export function RuleEditor({ rule, start }: { rule?: AlertRule; start: RuleDraft }) {
  const router = useRouter()
  const [draft, setDraft] = useState(start)
  const { save, error, isPending } = useSaving(rule)
  const [period, setPeriod] = useState<PreviewPeriod>('30d')
  const preview = useRulePreview(draft, period)
  const errors = fieldErrors(error, known)
  const change = (patch: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...patch }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(draft)
  }
  const mayWrite = useMay('write')
  const isFixed = rule?.origin === 'file' || !mayWrite
  const parts = { draft, onChange: change, errors }
  const isFormula = draft.kind === 'metric' && draft.subject === 'formula' && draft.expr.trim() !== ''
  const formulaError = isFormula ? fieldErrors(preview.error, ['expr']).expr?.replace(/^expr, /, '') : undefined
  return (
    <form
      onSubmit={submit}
      aria-label="Rule"
      className="grid items-start gap-4 xl:grid-cols-[minmax(0,5fr)_minmax(0,4fr)]"
    >
      <fieldset disabled={isFixed} className="grid min-w-0 gap-4">
        <Card aria-label="What">
          <CardHeader>
            <CardTitle>What is watched</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-4">
            <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
              <TextField
                label="Name"
                required
                placeholder="Too few orders"
                value={draft.name}
                onChange={(name) => change({ name })}
                error={errors.name}
              />
              <ChoiceField
                label="About"
                value={draft.kind}
                options={ruleKinds.map((value) => ({ value, label: kindChoices[value] }))}
                onChange={(kind) => change({ kind })}
              />
            </div>
            {draft.kind === 'metric' ? (
              <RuleSubject {...parts} formulaError={formulaError} />
            ) : (
              <RuleMatch {...parts} />
            )}
          </CardContent>
        </Card>
        {draft.kind === 'metric' ? (
          <Card aria-label="When">
            <CardHeader>
              <CardTitle>When it fires</CardTitle>
            </CardHeader>
            <CardContent className="grid gap-4">
              <RuleCondition {...parts} />
            </CardContent>
          </Card>
        ) : null}
      </fieldset>
      <div className="min-w-0 xl:sticky xl:top-4 xl:row-span-2">
        <RulePreviewCard
          draft={draft}
          preview={preview}
          period={period}
          onPeriod={setPeriod}
          said={formulaError ? 'The formula cannot be read yet.' : undefined}
        />
      </div>
      <fieldset disabled={isFixed} className="grid min-w-0 gap-4">
        <Card aria-label="Who">
          <CardHeader>
            <CardTitle>Who is told, and what</CardTitle>
          </CardHeader>
          <CardContent className="grid gap-4">
            <RulePeople {...parts} />
          </CardContent>
        </Card>
        {error ? (
          <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
            {errors[''] ?? 'Not saved: see what is marked above'}
          </p>
        ) : null}
        {isFixed ? null : (
          <div className="flex justify-end gap-2">
            <Button onClick={() => router.push('/alerts/rules')}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isPending}>
              {rule ? 'Save' : 'Make the rule'}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  )
}
