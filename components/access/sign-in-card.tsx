import { Globe } from 'lucide-react'
import type { Provider } from '@/lib/access/contract'
import { EntranceFrame } from './entrance-frame'
import { SignInForm } from './sign-in-form'

function Foreign() {
  return (
    <div className="grid gap-3 text-[13px]">
      <h2 className="flex items-center gap-2 font-medium">
        <Globe aria-hidden className="size-4 text-muted-foreground" />
        Not reachable this way
      </h2>
      <p className="text-muted-foreground">Open DataWatch in a tab of its own, not inside a page of another site.</p>
      <p className="text-muted-foreground">
        A development server asks for no sign-in, so it answers only as localhost. To reach it under this address, set{' '}
        <code>server.environment: production</code>.
      </p>
    </div>
  )
}

type SignInCardProps = {
  entrance: 'sign-in' | 'foreign'
  from: string
  providers: readonly Provider[]
  problem?: string
}

/** The door of the product: the form, or why there is none. */
export function SignInCard({ entrance, ...form }: SignInCardProps) {
  return entrance === 'sign-in' ? (
    <EntranceFrame title="Sign in to DataWatch">
      <SignInForm {...form} />
    </EntranceFrame>
  ) : (
    <EntranceFrame title="DataWatch">
      <Foreign />
    </EntranceFrame>
  )
}
