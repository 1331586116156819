import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInCard } from '@/components/access/sign-in-card'
import { signInProblem } from '@/components/access/sign-in-problem'
import { setupPath } from '@/lib/access/entrance-path'
import { returnPath } from '@/lib/access/return-path'
import { namedProviders } from '@/lib/access/service/providers'
import { readEntrance } from '@/lib/access/service/viewer'
import { getRuntime } from '@/lib/runtime/runtime'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }
export const dynamic = 'force-dynamic'

export default async function SignInPage({ searchParams }: Props) {
  const search = await searchParams
  const from = returnPath(search.from ?? search.callbackUrl)
  const entrance = await readEntrance()
  if (entrance === 'open') redirect(from)
  if (entrance === 'setup') redirect(setupPath)
  const providers = namedProviders(getRuntime().config.access.providers)
  return <SignInCard entrance={entrance} from={from} providers={providers} problem={signInProblem(search.error)} />
}
