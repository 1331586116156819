'use client'

import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { viewerOptions } from '@/lib/access/client'
import { type Permission, permissions } from '@/lib/access/permissions'
import { eitherOf } from './either-of'

/** A page that is not for the viewer: what it is for, what it needs, and who can give that. */
export function ClosedPage({ title, needs }: { title: string; needs: Permission }) {
  const { data: viewer } = useQuery(viewerOptions())
  const { roles, says } = permissions[needs]
  return (
    <Card className="mx-auto mt-16 max-w-lg">
      <h1 className="sr-only">{title}</h1>
      <EmptyState
        icon={Lock}
        title={`${title}: not open to you`}
        action={
          <>
            <Button asChild variant="primary">
              <Link href="/">To the overview</Link>
            </Button>
            <Button asChild>
              <Link href="/settings">Your account</Link>
            </Button>
          </>
        }
      >
        It is for those who may {says}: that needs the role {eitherOf(roles)}
        {viewer?.role ? `, and yours is ${viewer.role}` : ''}. An admin or owner of DataWatch can change your role.
      </EmptyState>
    </Card>
  )
}
