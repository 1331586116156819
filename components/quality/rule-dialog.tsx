'use client'

import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { tableQualityOptions, useChangeRule, useCreateRule } from '@/lib/quality/client'
import { type Rule, type RuleType, ruleTypeNames, severities } from '@/lib/quality/contract'
import { draftOf, newDraft, type RuleDraft, readDraft, takesColumns, typeNames } from './rule-draft'
import { RuleParams } from './rule-params'
import { RulePreviewNote } from './rule-preview'

type Props = { rule?: Rule; table?: string; onClose: () => void }

function useSaving({ rule, onClose }: Props) {
  const [creating, changing] = [useCreateRule(), useChangeRule()]
  const save = (draft: RuleDraft) => {
    const body = readDraft(draft)
    if (!body) return
    const { table: _table, ...patch } = body
    if (rule) changing.mutate({ id: rule.id, patch }, { onSuccess: onClose })
    else creating.mutate(body, { onSuccess: onClose })
  }
  const { error, isPending } = rule ? changing : creating
  return { save, error, isPending }
}

/** A rule to be made or changed, with what it would have found. */
export function RuleDialog(props: Props) {
  const { rule, table = '', onClose } = props
  const [draft, setDraft] = useState<RuleDraft>(() => (rule ? draftOf(rule) : newDraft(table)))
  const { save, error, isPending } = useSaving(props)
  const change = (patch: Partial<RuleDraft>) => setDraft((now) => ({ ...now, ...patch }))
  const known = useQuery({ ...tableQualityOptions(draft.table), enabled: draft.table !== '', retry: false })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save(draft)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={rule ? 'Change the rule' : 'New rule'} className="sm:max-w-2xl">
        <form onSubmit={submit} className="grid gap-4">
          <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
            <Field label="Table">
              {(control) => (
                <Input
                  {...control}
                  required
                  readOnly={rule !== undefined}
                  value={draft.table}
                  placeholder="orders"
                  onChange={(event) => change({ table: event.target.value.trim() })}
                />
              )}
            </Field>
            <Field label="Rule">
              {(control) => (
                <Select<RuleType>
                  id={control.id}
                  label="Rule"
                  value={draft.type}
                  options={ruleTypeNames.map((value) => ({ value, label: typeNames[value] }))}
                  onChange={(type) => change({ type, params: {} })}
                  className="w-full"
                />
              )}
            </Field>
            {takesColumns(draft.type) ? (
              <Field
                label={draft.type === 'unique' ? 'Columns' : 'Column'}
                hint={draft.type === 'unique' ? 'Several are unique together' : 'Or several, divided by commas'}
              >
                {(control) => (
                  <Input
                    {...control}
                    list="rule-columns"
                    required
                    value={draft.columns}
                    placeholder="email"
                    onChange={(event) => change({ columns: event.target.value })}
                  />
                )}
              </Field>
            ) : null}
            <datalist id="rule-columns">
              {known.data?.columns.map(({ name }) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <RuleParams
              draft={draft}
              onChange={(name, value) => change({ params: { ...draft.params, [name]: value } })}
            />
            <Field label="Severity">
              {(control) => (
                <Select
                  id={control.id}
                  label="Severity"
                  value={draft.severity}
                  options={severities.map((value) => ({ value, label: value }))}
                  onChange={(severity) => change({ severity })}
                  className="w-full"
                />
              )}
            </Field>
            <Field label="Must pass, percent">
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={draft.threshold}
                  onChange={(event) => change({ threshold: event.target.value })}
                />
              )}
            </Field>
            <Field label="Of the rows in" hint="5m, 1h, 1d …">
              {(control) => (
                <Input {...control} value={draft.window} onChange={(event) => change({ window: event.target.value })} />
              )}
            </Field>
            <Field label="If there are at least" hint="rows in it">
              {(control) => (
                <Input
                  {...control}
                  inputMode="numeric"
                  value={draft.minRows}
                  onChange={(event) => change({ minRows: event.target.value })}
                />
              )}
            </Field>
            <Field label="Owner" hint="Who looks after it">
              {(control) => (
                <Input {...control} value={draft.owner} onChange={(event) => change({ owner: event.target.value })} />
              )}
            </Field>
          </div>
          <div className="rounded-md border bg-muted/40 p-3">
            <RulePreviewNote body={readDraft(draft)} />
          </div>
          {error ? (
            <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
              {error.message}
            </p>
          ) : null}
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isPending}>
              {rule ? 'Save' : 'Make the rule'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
