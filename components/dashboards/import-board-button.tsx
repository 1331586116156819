'use client'

import { Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ChangeEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useImportDashboard } from '@/lib/dashboards/client'

/** The media type of a file by its name; without one the server tells by its content. */
const typeOf = (name: string) =>
  /\.ya?ml$/i.test(name) ? 'application/yaml' : /\.json$/i.test(name) ? 'application/json' : 'text/plain'

/** Makes a board from an exported file, JSON or YAML. */
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
      const made = await load.mutateAsync({ type: typeOf(file.name), text: await file.text() })
      router.push(`/dashboards/${made.id}`)
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Something went wrong')
    }
  }

  return (
    <>
      <input
        ref={input}
        type="file"
        accept="application/json,application/yaml,.json,.yaml,.yml"
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
