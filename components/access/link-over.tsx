import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { signInPath } from '@/lib/access/sign-in-path'
import { EntranceFrame } from './entrance-frame'

/** A link that lets nobody in: which of its reasons holds is for nobody to know who merely has it. */
export function LinkOver() {
  return (
    <EntranceFrame title="This link no longer works">
      <div className="grid gap-4 text-[13px] text-muted-foreground">
        <p>
          It was used, was revoked or has expired, or its address was not copied in full. Ask the admin or owner of
          DataWatch who sent it to you for another one.
        </p>
        <Button asChild size="lg">
          <Link href={signInPath}>To the sign-in page</Link>
        </Button>
      </div>
    </EntranceFrame>
  )
}
