import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInCard } from '@/components/access/sign-in-card'
import { returnPath } from '@/lib/access/return-path'
import { readEntrance } from '@/lib/access/service/viewer'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function SignInPage({ searchParams }: Props) {
  const from = returnPath((await searchParams).from)
  const entrance = await readEntrance()
  if (entrance === 'open') redirect(from)
  return <SignInCard entrance={entrance} from={from} />
}
