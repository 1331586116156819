'use client'

import { RotateCcw, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Moment } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Fact, Facts } from '@/components/ui/facts'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { useMay } from '@/lib/access/client'
import { useRemoveDeadLetters, useReplayDeadLetter } from '@/lib/dead-letters/client'
import type { WholeDeadLetter } from '@/lib/dead-letters/contract'
import { LetterState } from './letter-row'
import { describeReplay, layOut, problemOf } from './letter-words'

function LetterFacts({ letter }: { letter: WholeDeadLetter }) {
  return (
    <Facts>
      <Fact name="State">
        <LetterState letter={letter} />
      </Fact>
      <Fact name="Received">
        <Moment at={letter.received_at} />
      </Fact>
      {letter.replayed_at ? (
        <Fact name="Replayed">
          <Moment at={letter.replayed_at} />
        </Fact>
      ) : null}
      <Fact name="Event">{letter.event_id ?? 'has no id'}</Fact>
      <Fact name="Table">{letter.table || 'unknown'}</Fact>
      <Fact name="Source">{letter.source || 'unnamed'}</Fact>
      <Fact name="Format">{letter.format}</Fact>
      <Fact name="Place in its request">{letter.position + 1}</Fact>
    </Facts>
  )
}

/** What was sent and why it was refused; the message may be mended and replayed. */
export function LetterDetail({ letter, onClose }: { letter: WholeDeadLetter; onClose: () => void }) {
  const original = layOut(letter.payload)
  const [draft, setDraft] = useState(original)
  const replay = useReplayDeadLetter()
  const remove = useRemoveDeadLetters()
  const mayReplay = useMay('ingest')
  const edited = draft !== original
  const problem = letter.cut && !edited ? undefined : problemOf(draft)
  const blocked = Boolean(problem) || (letter.cut && !edited) || replay.isPending
  const send = () => replay.mutate({ id: letter.id, body: edited ? { payload: draft } : {} })
  const failed = replay.error ?? remove.error
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="rounded-md bg-destructive-soft px-3 py-2 text-[13px] text-destructive-soft-foreground [overflow-wrap:anywhere]">
        {letter.message}
      </p>
      <LetterFacts letter={letter} />
      <Field
        label="Message"
        hint={
          !mayReplay
            ? 'Secrets and personal data are masked.'
            : letter.cut
              ? 'It was not kept whole, or others of its events are stored. Put what is missing in its place to replay it.'
              : 'Secrets and personal data are masked. Mend it here if need be; it is stored once, however often it is replayed.'
        }
        error={problem}
      >
        {(control) => (
          <Textarea
            {...control}
            spellCheck={false}
            className="h-72 resize-y font-mono text-xs leading-relaxed"
            readOnly={!mayReplay}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
        )}
      </Field>
      <p aria-live="polite" className="empty:hidden text-[13px]">
        {replay.data ? describeReplay(replay.data) : null}
      </p>
      {failed ? (
        <p role="alert" className="text-[13px] text-destructive">
          {failed.message}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {mayReplay ? (
          <Button variant="primary" onClick={send} aria-disabled={blocked}>
            <RotateCcw aria-hidden />
            {replay.isPending ? 'Replaying…' : edited ? 'Replay as edited' : 'Replay'}
          </Button>
        ) : null}
        {edited ? (
          <Button onClick={() => setDraft(original)}>
            <Undo2 aria-hidden />
            Undo the edit
          </Button>
        ) : (
          <CopyButton text={original} className="h-8" />
        )}
        {mayReplay ? (
          <Button
            className="ml-auto"
            onClick={() => remove.mutate({ ids: [letter.id] }, { onSuccess: onClose })}
            aria-disabled={remove.isPending}
          >
            <Trash2 aria-hidden />
            Delete
          </Button>
        ) : null}
      </div>
    </div>
  )
}
