'use client'

import { Download } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { download } from '@/components/ui/download'
import { ScrollBox } from '@/components/ui/scroll-box'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useCreateDashboard } from '@/lib/dashboards/client'
import { type Draft, toBody } from '@/lib/dashboards/draft'
import { usePatchBoard } from '@/lib/dashboards/file-client'

const tones: Record<string, string> = {
  '+': 'bg-success-soft text-success-soft-foreground',
  '-': 'bg-destructive-soft text-destructive-soft-foreground',
  '@': 'text-muted-foreground',
}
const toneOf = (line: string) => (/^(\+\+\+|---|diff )/.test(line) ? 'font-medium' : tones[line[0] ?? ''])

function Patch({ text }: { text: string }) {
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <ScrollBox label="Patch" className="max-h-[50dvh] overflow-auto rounded-md border bg-card py-2">
      <pre className="w-max min-w-full font-mono text-xs leading-relaxed">
        {lines.map((line, i) => (
          <span key={i} className={cn('block px-3', toneOf(line))}>
            {line || ' '}
          </span>
        ))}
      </pre>
    </ScrollBox>
  )
}

type PatchDialogProps = {
  boardId: string
  file: string
  draft: Draft
  onClose: () => void
  /** The draft lives on in a board of its own. */
  onCopied: () => void
}

/** What the file of a board has to become for what was edited, to be taken to it; or the edited board as a copy. */
export function PatchDialog({ boardId, file, draft, onClose, onCopied }: PatchDialogProps) {
  const router = useRouter()
  const { mutate, data, error } = usePatchBoard(boardId)
  const create = useCreateDashboard()
  useEffect(() => mutate(toBody(draft)), [mutate, draft])
  const copy = () => {
    const name = `${draft.name.slice(0, 190)} (copy)`
    create.mutate(
      { ...toBody(draft), name },
      {
        onSuccess: (made) => {
          onCopied()
          router.push(`/dashboards/${made.id}`)
        },
      },
    )
  }
  const patch = data?.patch ?? ''
  const said = error ?? create.error
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Changes to ${file}`}
        description="This dashboard is read from a file, which is not written here. Apply the patch with git apply in the folder of the dashboards; your draft stays until then."
        className="sm:max-w-3xl"
      >
        {data ? null : <SkeletonRows />}
        {data && patch === '' ? <p className="text-[13px]">Nothing of the file would be another.</p> : null}
        {patch ? <Patch text={patch} /> : null}
        {said ? (
          <p role="alert" className="text-[13px] text-destructive">
            {said.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={copy} aria-disabled={create.isPending}>
            Keep as a copy
          </Button>
          {patch ? (
            <>
              <CopyButton text={patch} label="Copy the patch" className="h-8 px-3 text-[13px]" />
              <Button
                variant="primary"
                onClick={() =>
                  download(`${file.replace(/\.[^.]+$/, '').replaceAll('/', '-')}.patch`, 'text/x-patch', patch)
                }
              >
                <Download aria-hidden />
                Download
              </Button>
            </>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
