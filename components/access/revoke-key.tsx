'use client'

import { useQuery } from '@tanstack/react-query'
import { formatAgo } from '@/components/charts/format-time'
import { useRecently } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { keysOptions, useRevokeKey } from '@/lib/access/key-client'
import type { ApiKey } from '@/lib/access/key-contract'

/** Asks before a key is refused for good, and says whether it is still used. */
export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const [revoking, say] = [useRevokeKey(), useToast()]
  const now = useRecently()
  const { data } = useQuery({ ...keysOptions(), refetchOnMount: 'always' })
  const usedAt = data?.keys.find(({ id }) => id === apiKey.id)?.used_at ?? apiKey.used_at
  const used = usedAt ? `It was last used ${formatAgo(usedAt, now)}.` : 'It was never used.'
  const revoke = () =>
    revoking.mutate(apiKey.id, {
      onSuccess: () => {
        say({ title: `${apiKey.name} is revoked` })
        onClose()
      },
    })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Revoke ${apiKey.name}?`}
        description={`${used} Whatever uses it is refused from its next request on; this cannot be taken back. To change a key without a gap, rotate it.`}
      >
        {revoking.isError ? (
          <p role="alert" className="text-[13px] text-destructive">
            {revoking.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="destructive" onClick={revoke} disabled={revoking.isPending}>
            Revoke
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
