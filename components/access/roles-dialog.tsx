'use client'

import { Check, Minus } from 'lucide-react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { roles } from '@/lib/access/access-words'
import { permissionNames, permissions } from '@/lib/access/permissions'
import { roleWords } from './role-words'

/** What somebody must be to be told of: that all may see who they are says nothing of a role. */
const told = permissionNames.filter((name) => name !== 'self' && permissions[name].roles.length > 0)
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Who may do what, by the table that the server goes by. */
export function RolesDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="What roles may do"
        description="Each role may what those before it may. Nobody changes, or makes, someone above themselves."
        className="sm:max-w-2xl"
      >
        <Table aria-label="What roles may do">
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead className="pl-0">
                <span className="sr-only">What</span>
              </TableHead>
              {roles.map((role) => (
                <TableHead key={role} className="px-2 text-center">
                  {roleWords[role].name}
                </TableHead>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>
            {told.map((name) => (
              <TableRow key={name}>
                <th scope="row" className="py-2 pr-2 text-left font-normal">
                  {capital(permissions[name].says)}
                </th>
                {roles.map((role) => {
                  const may = (permissions[name].roles as readonly string[]).includes(role)
                  return (
                    <TableCell key={role} className="px-2 text-center">
                      {may ? (
                        <Check aria-hidden className="mx-auto size-4 text-success" />
                      ) : (
                        <Minus aria-hidden className="mx-auto size-4 text-muted-foreground/50" />
                      )}
                      <span className="sr-only">{may ? 'yes' : 'no'}</span>
                    </TableCell>
                  )
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
    </Dialog>
  )
}
