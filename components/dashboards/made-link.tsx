'use client'

import { Check } from 'lucide-react'
import { useOrigin } from '@/components/layout/use-origin'
import { Button } from '@/components/ui/button'
import { CodeBlock } from '@/components/ui/code-block'
import { Notice } from '@/components/ui/notice'
import type { MadeShare } from '@/lib/shares/contract'

const frame = (address: string, name: string) =>
  `<iframe src="${address}" title="${name.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)}" width="100%" height="640" style="border:0" loading="lazy"></iframe>`

/** A link just made: the one time that it is shown. */
export function MadeLink({ share, onAnother }: { share: MadeShare; onAnother: () => void }) {
  const origin = useOrigin()
  return (
    <div className="grid gap-3">
      <Notice icon={Check} className="mb-0">
        “{share.name}” is ready. Copy it now: it is not shown again.
      </Notice>
      <CodeBlock label="Link" code={`${origin}${share.path}`} />
      {share.embed_path ? (
        <CodeBlock label="Embed code" code={frame(`${origin}${share.embed_path}`, share.name)} />
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button asChild>
          <a href={share.path} target="_blank" rel="noreferrer">
            Open
          </a>
        </Button>
        <Button onClick={onAnother}>Create another</Button>
      </div>
    </div>
  )
}
