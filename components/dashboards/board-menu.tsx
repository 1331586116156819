'use client'

import { Copy, Download, Ellipsis, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { fetchDashboardFile, useDuplicateDashboard } from '@/lib/dashboards/client'
import type { Dashboard } from '@/lib/dashboards/contract'
import { DeleteBoardDialog } from './delete-board-dialog'
import { downloadJson } from './download-json'

type BoardMenuProps = { board: Pick<Dashboard, 'id' | 'name' | 'starter_for'>; onGone?: () => void }

/** What can be done with a whole board. */
export function BoardMenu({ board }: BoardMenuProps) {
  const router = useRouter()
  const [deleting, setDeleting] = useState(false)
  const duplicate = useDuplicateDashboard()
  const copy = () => duplicate.mutate(board.id, { onSuccess: (made) => router.push(`/dashboards/${made.id}`) })
  const download = async () => downloadJson(`${board.name}.json`, await fetchDashboardFile(board.id))
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" variant="ghost" aria-label={`More about ${board.name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={copy}>
            <Copy aria-hidden />
            Duplicate
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={download}>
            <Download aria-hidden />
            Export as JSON
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem destructive onSelect={() => setDeleting(true)}>
            <Trash2 aria-hidden />
            Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <DeleteBoardDialog board={board} open={deleting} onOpenChange={setDeleting} />
    </>
  )
}
