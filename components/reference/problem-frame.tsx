import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '@/components/layout/logo'
import { ThemeToggle } from '@/components/layout/theme-toggle'

/** What stands around a page that anybody may read, signed in or not. */
export const ProblemFrame = ({ children }: { children: ReactNode }) => (
  <div className="mx-auto w-full max-w-3xl px-4 py-5 sm:px-6">
    <div className="mb-6 flex items-center justify-between">
      <Link href="/" className="flex items-center gap-2.5 rounded font-semibold text-[15px] tracking-tight">
        <Logo />
        DataWatch
      </Link>
      <ThemeToggle />
    </div>
    {children}
  </div>
)
