'use client'

import { Copy, Download, Ellipsis, FileCode, History, Share2, Trash2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { download } from '@/components/ui/download'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { useToast } from '@/components/ui/toast'
import { useMay } from '@/lib/access/client'
import { fetchDashboardFile, useDuplicateDashboard } from '@/lib/dashboards/client'
import type { Dashboard, FileFormat } from '@/lib/dashboards/contract'

const DeleteBoardDialog = dynamic(() => import('./delete-board-dialog').then((module) => module.DeleteBoardDialog), {
  ssr: false,
})
const ShareDialog = dynamic(() => import('./share-dialog').then((module) => module.ShareDialog), { ssr: false })

const types = { json: 'application/json', yaml: 'application/yaml' }

type BoardMenuProps = { board: Pick<Dashboard, 'id' | 'name' | 'starter_for' | 'file'> }

/** What can be done with a whole board. */
export function BoardMenu({ board }: BoardMenuProps) {
  const mayWrite = useMay('write')
  const router = useRouter()
  const say = useToast()
  const [open, setOpen] = useState<'delete' | 'share' | null>(null)
  const duplicate = useDuplicateDashboard()
  const copy = () => duplicate.mutate(board.id, { onSuccess: (made) => router.push(`/dashboards/${made.id}`) })
  const save = (format: FileFormat) =>
    fetchDashboardFile(board.id, format).then(
      (text) => download(`${board.name}.${format}`, types[format], text),
      ({ message }: Error) => say({ title: 'Not exported', detail: message }),
    )
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" variant="ghost" aria-label={`More about ${board.name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {mayWrite ? (
            <DropdownMenuItem onSelect={() => setOpen('share')}>
              <Share2 aria-hidden />
              Share
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem asChild>
            <Link href={`/dashboards/${board.id}/history`}>
              <History aria-hidden />
              History
            </Link>
          </DropdownMenuItem>
          {mayWrite ? (
            <DropdownMenuItem onSelect={copy}>
              <Copy aria-hidden />
              Duplicate
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => save('json')}>
            <Download aria-hidden />
            Export as JSON
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => save('yaml')}>
            <FileCode aria-hidden />
            Export as YAML
          </DropdownMenuItem>
          {mayWrite && board.file === null ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem destructive onSelect={() => setOpen('delete')}>
                <Trash2 aria-hidden />
                Delete
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {open === 'delete' ? (
        <DeleteBoardDialog board={board} open onOpenChange={(next) => !next && setOpen(null)} />
      ) : null}
      {open === 'share' ? <ShareDialog board={board} onClose={() => setOpen(null)} /> : null}
    </>
  )
}
