'use client'

import { useOrigin } from '@/components/layout/use-origin'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import type { KeyMade } from '@/lib/access/key-contract'
import { keyExample } from './key-example'
import { ShownOnce } from './shown-once'

/** A key just made: the one time that it is shown, with how it is used. It stays until it is put away by its button. */
export function MadeKey({ made, onClose }: { made: KeyMade; onClose: () => void }) {
  const origin = useOrigin()
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`${made.name} is ready`}
        className="sm:max-w-xl"
        onPointerDownOutside={(event) => event.preventDefault()}
        onEscapeKeyDown={(event) => event.preventDefault()}
      >
        <div className="grid gap-4">
          <ShownOnce label="API key" code={made.key}>
            Whoever has this key may do what it is for.
          </ShownOnce>
          <CodeBlock label="For example" code={keyExample(origin, made.key, made.scopes, made.tables)} />
        </div>
        <DialogFooter>
          <Button variant="primary" onClick={onClose}>
            I have copied it
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
