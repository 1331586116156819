'use client'

import { Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ChangeEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useImportDashboard } from '@/lib/dashboards/client'

/** Makes a board from an exported file. */
export function ImportBoardButton() {
  const router = useRouter()
  const input = useRef<HTMLInputElement>(null)
  const load = useImportDashboard()
  const [problem, setProblem] = useState<string | null>(null)

  const read = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    target.value = ''
    if (!file) return
    try {
      const made = await load.mutateAsync(JSON.parse(await file.text()))
      router.push(`/dashboards/${made.id}`)
    } catch (error) {
      const broken = error instanceof SyntaxError
      setProblem(broken ? 'The file is not JSON.' : error instanceof Error ? error.message : 'Something went wrong')
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="Dashboard file"
        className="hidden"
        onChange={read}
      />
      <Button onClick={() => input.current?.click()} aria-disabled={load.isPending}>
        <Upload aria-hidden />
        Import
      </Button>
      <Dialog open={problem !== null} onOpenChange={() => setProblem(null)}>
        <DialogContent title="This file cannot be imported" description={problem}>
          <DialogFooter>
            <Button variant="primary" onClick={() => setProblem(null)}>
              Close
            </Button>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    </>
  )
}
