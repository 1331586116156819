import { Globe, UserX } from 'lucide-react'
import { Logo } from '@/components/layout/logo'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { Card } from '@/components/ui/card'
import { CodeBlock } from '@/components/ui/code-block'
import { SignInForm } from './sign-in-form'

type SignInCardProps = { entrance: 'sign-in' | 'setup' | 'foreign'; from: string }

const variables = `DATAWATCH_ACCESS_OWNER_EMAIL=you@example.com
DATAWATCH_ACCESS_OWNER_PASSWORD=…`

function NoOwner() {
  return (
    <div className="grid gap-3 text-[13px]">
      <h2 className="flex items-center gap-2 font-medium">
        <UserX aria-hidden className="size-4 text-muted-foreground" />
        Nobody can sign in yet
      </h2>
      <p className="text-muted-foreground">
        This server has no owner. Set <code>access.owner_email</code> and <code>access.owner_password</code> in
        datawatch.yaml, or these variables, and start it again.
      </p>
      <CodeBlock code={variables} label="Variables" />
      <p className="text-muted-foreground">Programs reach the API with an API key meanwhile.</p>
    </div>
  )
}

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
        <code>server.environment: production</code> and an owner.
      </p>
    </div>
  )
}

/** The door of the product: the form, or why there is none. */
export function SignInCard({ entrance, from }: SignInCardProps) {
  return (
    <div className="relative grid min-h-dvh place-items-center px-4 py-16">
      <div className="absolute top-3 right-3">
        <ThemeToggle />
      </div>
      <div className="w-full max-w-sm">
        <div className="mb-6 flex flex-col items-center gap-3 text-center">
          <Logo className="size-10" />
          <h1 className="font-semibold text-xl tracking-tight">
            {entrance === 'sign-in' ? 'Sign in to DataWatch' : 'DataWatch'}
          </h1>
        </div>
        <Card className="p-6">
          {entrance === 'sign-in' ? <SignInForm from={from} /> : null}
          {entrance === 'setup' ? <NoOwner /> : null}
          {entrance === 'foreign' ? <Foreign /> : null}
        </Card>
      </div>
    </div>
  )
}
