'use client'

import { useQuery } from '@tanstack/react-query'
import { MoreHorizontal } from 'lucide-react'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Select } from '@/components/ui/select'
import { Switch } from '@/components/ui/switch'
import { TableCell, TableRow } from '@/components/ui/table'
import { useToast } from '@/components/ui/toast'
import { type Role, roles } from '@/lib/access/access-words'
import { viewerOptions } from '@/lib/access/client'
import { useChangePerson } from '@/lib/access/people-client'
import type { Person, PersonPatch } from '@/lib/access/people-contract'
import { reaches } from '@/lib/access/permissions'
import type { PersonTask } from './person-dialogs'
import { providerWords } from './provider-words'
import { roleWords } from './role-words'

const entrances = ({ has_password, providers }: Person) =>
  [...(has_password ? ['password'] : []), ...providers].map(providerWords).join(', ') || 'nothing yet'

function LastSeen({ person: { seen_at, sessions } }: { person: Person }) {
  if (!seen_at) return <>never signed in</>
  return (
    <>
      <TimeAgo at={seen_at} />
      {sessions > 0 ? `, ${sessions} ${sessions === 1 ? 'session' : 'sessions'}` : null}
    </>
  )
}

type MenuProps = { person: Person; isSelf: boolean; onTask: (verb: PersonTask['verb']) => void }

function Menu({ person, isSelf, onTask }: MenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`More for ${person.name}`}>
          <MoreHorizontal />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onTask('sessions')}>Sessions</DropdownMenuItem>
        {person.configured ? null : (
          <>
            <DropdownMenuItem onSelect={() => onTask('reset')}>Link for a new password</DropdownMenuItem>
            {isSelf ? null : (
              <>
                <DropdownMenuSeparator />
                <DropdownMenuItem destructive onSelect={() => onTask('remove')}>
                  Remove
                </DropdownMenuItem>
              </>
            )}
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

type PersonRowProps = { person: Person; onTask: (verb: PersonTask['verb']) => void }

/** Somebody, their role, and whether they can sign in; those who stand above the viewer are only shown. */
export function PersonRow({ person, onTask }: PersonRowProps) {
  const { data: viewer } = useQuery(viewerOptions())
  const [changing, say] = [useChangePerson(), useToast()]
  const isSelf = person.id === viewer?.id
  const own: Role = viewer?.role ?? 'owner'
  const isFixed = person.configured || !reaches(own, person.role)
  const change = (patch: PersonPatch, done: string) =>
    changing.mutate(
      { id: person.id, patch },
      {
        onSuccess: () => say({ title: done }),
        onError: (error) => say({ title: error.message, tone: 'error' }),
      },
    )
  const options = roles
    .filter((role) => role === person.role || reaches(own, role))
    .map((value) => ({ value, label: roleWords[value].name }))
  return (
    <TableRow>
      <TableCell className="w-full max-w-0 max-sm:py-2.5">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="min-w-0 truncate max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
            {person.name}
          </span>
          {isSelf ? <Badge>You</Badge> : null}
          {person.enabled ? null : <Badge tone="warning">Switched off</Badge>}
          {person.configured ? <Badge tone="outline">From the configuration</Badge> : null}
        </span>
        <span
          className="block truncate text-muted-foreground text-xs max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]"
          title={person.email}
        >
          {person.email}
        </span>
        <span className="block text-muted-foreground text-xs md:hidden">
          <LastSeen person={person} />
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-lg:hidden">{entrances(person)}</TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        <LastSeen person={person} />
      </TableCell>
      <TableCell className="max-sm:px-0">
        <Select
          label={`Role of ${person.name}`}
          value={person.role}
          options={options}
          disabled={isFixed || changing.isPending}
          onChange={(role) => change({ role }, `${person.name} is ${roleWords[role].article} ${role} now`)}
          className="w-28 max-sm:w-24"
        />
      </TableCell>
      <TableCell className="whitespace-nowrap pl-2 text-right">
        <span className="inline-flex items-center gap-2">
          <Switch
            label={`${person.name} can sign in`}
            checked={person.enabled}
            disabled={isFixed || isSelf || changing.isPending}
            onChange={(enabled) =>
              change(
                { enabled },
                enabled ? `${person.name} can sign in` : `${person.name} is signed out, and stays out`,
              )
            }
          />
          {reaches(own, person.role) ? <Menu person={person} isSelf={isSelf} onTask={onTask} /> : null}
        </span>
      </TableCell>
    </TableRow>
  )
}
