import type { Metadata } from 'next'
import { LinkOver } from '@/components/access/link-over'
import { LinkPage } from '@/components/access/link-page'
import { readLink } from '@/lib/access/service/open-link'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ token: string }> }

export const metadata: Metadata = { title: 'Join', robots: { index: false }, referrer: 'no-referrer' }
export const dynamic = 'force-dynamic'

async function findLink(token: string) {
  try {
    return await readLink(createContext({ kind: 'anonymous', name: 'visitor' }), token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

export default async function InviteRoute({ params }: Props) {
  const { token } = await params
  const link = await findLink(token)
  return link ? <LinkPage token={token} link={link} /> : <LinkOver />
}
