'use client'

import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useCommands } from '@/components/commands/commands'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'

const CreateBoardForm = dynamic(() => import('./create-board-form').then((module) => module.CreateBoardForm), {
  ssr: false,
})

/** Makes a board, and opens it: an empty one to be edited, one of a template to be looked at. */
export function CreateBoardDialog() {
  const [open, setOpen] = useState(false)
  useCommands({
    title: 'Dashboards',
    commands: [{ name: 'New dashboard', icon: Plus, keys: ['N'], run: () => setOpen(true) }],
  })
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <Plus aria-hidden />
          New dashboard
        </Button>
      </DialogTrigger>
      <DialogContent title="New dashboard" className="sm:max-w-3xl">
        <CreateBoardForm onCancel={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}
