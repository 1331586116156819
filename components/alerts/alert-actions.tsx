'use client'

import { AlarmClock, BellOff, Check, CircleCheckBig, Clock3, Ellipsis, RotateCcw, UserRound } from 'lucide-react'
import { useState } from 'react'
import { NoteDialog } from '@/components/inbox/note-dialog'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { type AlertAct, useActOnAlert } from '@/lib/alerts/client'
import type { Alert } from '@/lib/alerts/incident-contract'
import { AssignDialog } from './assign-dialog'
import { SilenceDialog } from './silence-dialog'
import { silenceLike } from './silence-draft'
import { SnoozeDialog } from './snooze-dialog'

const openings = ['acknowledge', 'resolve', 'snooze', 'assign', 'silence'] as const
type Opening = (typeof openings)[number]

type DialogsProps = { alert: Alert; open: Opening; onClose: () => void; onAct: (act: AlertAct) => void }

function Dialogs({ alert, open, onClose, onAct }: DialogsProps) {
  if (open === 'silence') return <SilenceDialog start={silenceLike(alert)} onClose={onClose} />
  if (open === 'snooze') {
    return (
      <SnoozeDialog title={alert.title} onClose={onClose} onDone={(given) => onAct({ verb: 'snooze', ...given })} />
    )
  }
  if (open === 'assign') {
    return (
      <AssignDialog
        title="Assign this alert"
        assignee={alert.assignee}
        known={[alert.owner, alert.assignee].flatMap((one) => one ?? [])}
        onClose={onClose}
        onDone={(assignee) => onAct({ verb: 'assign', assignee })}
      />
    )
  }
  return (
    <NoteDialog
      title={open === 'acknowledge' ? 'Acknowledge this alert' : 'Resolve this alert'}
      description={alert.title}
      verb={open === 'acknowledge' ? 'Acknowledge' : 'Resolve'}
      hint={open === 'resolve' ? 'What ended it? It helps whoever sees the next one.' : undefined}
      onClose={onClose}
      onDone={(note) => onAct({ verb: open, ...(note ? { note } : {}) })}
    />
  )
}

/** What can be done about an alert; `?do=acknowledge` and the like open what they say. */
export function AlertActions({ alert }: { alert: Alert }) {
  const { search, change } = useSearch()
  const [chosen, setChosen] = useState<Opening>()
  const acting = useActOnAlert(alert.id)
  const say = useToast()
  const mayAct = useMay('write')
  const over = alert.status === 'resolved'
  const asked = openings.find((one) => one === search.get('do'))
  const open = chosen ?? asked
  const close = () => {
    setChosen(undefined)
    if (search.get('do')) change({ do: null }, { replace: true })
  }
  const act = (given: AlertAct) => {
    close()
    acting.mutate(given, { onError: (error) => say({ title: error.message, tone: 'error' }) })
  }
  if (!mayAct) return null
  return (
    <>
      {alert.status === 'firing' ? (
        <Button variant="primary" onClick={() => setChosen('acknowledge')} disabled={acting.isPending}>
          <Check aria-hidden />
          Acknowledge
        </Button>
      ) : null}
      {over ? (
        <Button onClick={() => act({ verb: 'reopen' })} disabled={acting.isPending}>
          <RotateCcw aria-hidden />
          Reopen
        </Button>
      ) : (
        <>
          <Button onClick={() => setChosen('snooze')}>
            <Clock3 aria-hidden />
            Snooze
          </Button>
          <Button onClick={() => setChosen('resolve')}>
            <CircleCheckBig aria-hidden />
            Resolve
          </Button>
        </>
      )}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More actions">
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setChosen('assign')}>
            <UserRound aria-hidden />
            Assign
          </DropdownMenuItem>
          {alert.acknowledged && !over ? (
            <DropdownMenuItem onSelect={() => act({ verb: 'unacknowledge' })}>
              <RotateCcw aria-hidden />
              Take the acknowledgement back
            </DropdownMenuItem>
          ) : null}
          {alert.hushed === 'snoozed' && !over ? (
            <DropdownMenuItem onSelect={() => act({ verb: 'unsnooze' })}>
              <AlarmClock aria-hidden />
              End the snooze
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => setChosen('silence')}>
            <BellOff aria-hidden />
            Silence things like this
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {open ? <Dialogs alert={alert} open={open} onClose={close} onAct={act} /> : null}
    </>
  )
}
