'use client'

import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { peopleOptions } from '@/lib/access/people-client'
import { InvitationRows } from './invitation-rows'
import { InviteDialog } from './invite-dialog'
import { PersonDialogs, type PersonTask } from './person-dialogs'
import { PersonRow } from './person-row'
import { RolesDialog } from './roles-dialog'
import { SettingsTabs } from './settings-tabs'

/** Who can sign in, what they may do, and who was asked to. */
export function PeoplePage() {
  const list = useQuery(peopleOptions())
  const [open, setOpen] = useState<'invite' | 'roles'>()
  const [task, setTask] = useState<PersonTask>()
  const close = () => setOpen(undefined)
  const people = list.data?.people ?? []
  return (
    <>
      <PageHeader
        title="Settings"
        description="Who can sign in, and what they may do"
        actions={
          <>
            <Button onClick={() => setOpen('roles')}>What roles may do</Button>
            <Button variant="primary" onClick={() => setOpen('invite')}>
              <UserPlus aria-hidden />
              Invite
            </Button>
          </>
        }
      />
      <SettingsTabs />
      <div className="grid gap-4">
        <Card aria-label="People">
          <CardHeader>
            <CardTitle>People</CardTitle>
          </CardHeader>
          {people.length > 0 ? (
            <Table aria-label="People">
              <TableHeader className="max-sm:sr-only">
                <TableRow className="border-t hover:bg-transparent">
                  <TableHead>Name</TableHead>
                  <TableHead className="max-lg:hidden">Signs in with</TableHead>
                  <TableHead className="max-md:hidden">Last seen</TableHead>
                  <TableHead className="max-sm:sr-only">Role</TableHead>
                  <TableHead>
                    <span className="sr-only">Whether they can sign in, and more</span>
                  </TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {people.map((person) => (
                  <PersonRow key={person.id} person={person} onTask={(verb) => setTask({ verb, person })} />
                ))}
              </TableBody>
            </Table>
          ) : list.data ? (
            <EmptyState icon={Users} title="Nobody yet" className="border-t">
              A development server asks for no account. Whoever is invited here can sign in where this data is used in
              production.
            </EmptyState>
          ) : list.isError ? (
            <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
          ) : (
            <SkeletonRows rows={4} />
          )}
        </Card>
        <InvitationRows />
      </div>
      {open === 'invite' ? <InviteDialog onClose={close} /> : null}
      {open === 'roles' ? <RolesDialog onClose={close} /> : null}
      {task ? <PersonDialogs key={task.verb} task={task} onClose={() => setTask(undefined)} /> : null}
    </>
  )
}
