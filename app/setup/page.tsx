import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SetupPage } from '@/components/access/setup-page'
import { readEntrance } from '@/lib/access/service/viewer'
import { signInPath } from '@/lib/access/sign-in-path'

export const metadata: Metadata = { title: 'Set up', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function SetupRoute() {
  if ((await readEntrance()) !== 'setup') redirect(signInPath)
  return <SetupPage />
}
