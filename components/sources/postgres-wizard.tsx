'use client'

import { useQuery } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import type { SetupAnswer } from '@/lib/sources/check-contract'
import { type SourceInput, setupOptions, useCreateSource } from '@/lib/sources/client'
import { CheckList } from './check-list'
import { type ConnectionDraft, newConnection, readConnectionDraft } from './connection-draft'
import { ConnectionForm } from './connection-form'
import { sourcePath } from './source-words'
import { TableChoice } from './table-choice'
import { firstChoice, isChecked, wantedOf } from './wanted-tables'

const fields = ['url', 'name', 'tls', 'ca']

type FoundProps = {
  answer: SetupAnswer
  chosen: ReadonlySet<string>
  isChanged: boolean
  checking: boolean
  onChoose: (chosen: ReadonlySet<string>) => void
  onCheck: () => void
}

/** What the check found, and what of it is to be followed. */
function Found({ answer, chosen, isChanged, checking, onChoose, onCheck }: FoundProps) {
  const inTheWay = answer.checks.filter(({ state }) => state === 'fail').length
  const words = inTheWay === 0 ? 'nothing is in the way' : `${inTheWay} in the way`
  return (
    <>
      <Card aria-label="Checks">
        <CardHeader>
          <CardTitle>{answer.server ?? 'Checks'}</CardTitle>
          <CardDescription role="status">{isChanged ? 'the choice of tables is another now' : words}</CardDescription>
          <CardActions>
            <Button size="sm" onClick={onCheck} disabled={checking}>
              <RotateCw aria-hidden />
              {checking ? 'Checking …' : 'Check again'}
            </Button>
          </CardActions>
        </CardHeader>
        <CheckList checks={answer.checks} />
      </Card>
      {answer.tables.length > 0 ? (
        <Card aria-label="Tables">
          <CardHeader>
            <CardTitle>Tables</CardTitle>
            <CardDescription>
              {chosen.size} of {answer.tables_count} are followed
            </CardDescription>
          </CardHeader>
          <TableChoice tables={answer.tables} chosen={chosen} onChange={onChoose} />
        </Card>
      ) : null}
    </>
  )
}

/** From the address of a database to its first chart: where it is, what stands in the way, which tables, start. */
export function PostgresWizard() {
  const router = useRouter()
  const [draft, setDraft] = useState<ConnectionDraft>(newConnection)
  const [asked, setAsked] = useState<SourceInput | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const check = useQuery(setupOptions(asked))
  const creating = useCreateSource()
  const answer = check.data
  const picked = chosen ?? firstChoice(answer?.tables ?? [])
  const wanted = (): SourceInput => ({
    ...readConnectionDraft(draft),
    ...(answer && answer.tables.length > 0 ? wantedOf(answer.tables, picked) : {}),
  })
  const ask = (body: SourceInput) => {
    if (JSON.stringify(body) === JSON.stringify(asked)) check.refetch()
    else setAsked(body)
  }
  const change = (patch: Partial<ConnectionDraft>) => {
    setDraft((now) => ({ ...now, ...patch }))
    setAsked(null)
    setChosen(null)
  }
  const errors = fieldErrors(check.error ?? creating.error, fields)
  const start = () => creating.mutate(wanted(), { onSuccess: ({ name }) => router.push(sourcePath(name)) })
  return (
    <div className="grid gap-4">
      <Card aria-label="Connection">
        <CardContent className="pt-4">
          <ConnectionForm
            draft={draft}
            errors={errors}
            checking={check.isFetching}
            onChange={change}
            onCheck={() => ask(wanted())}
          />
        </CardContent>
      </Card>
      {answer && asked ? (
        <>
          <Found
            answer={answer}
            chosen={picked}
            isChanged={!isChecked(answer.tables, picked)}
            checking={check.isFetching}
            onChoose={setChosen}
            onCheck={() => ask(wanted())}
          />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              size="lg"
              variant="primary"
              onClick={start}
              disabled={creating.isPending || !answer.ready || (answer.tables.length > 0 && picked.size === 0)}
            >
              {creating.isPending ? 'Starting …' : 'Start'}
            </Button>
            <p className="text-[13px] text-muted-foreground">
              {answer.ready
                ? 'Its rows are read once, then every change is followed.'
                : 'It can start once nothing is in the way.'}
            </p>
          </div>
        </>
      ) : null}
    </div>
  )
}
