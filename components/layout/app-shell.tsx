'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { AccountMenu } from '@/components/access/account-menu'
import { DevelopmentNotice } from '@/components/access/development-notice'
import { BrowserNotifications } from '@/components/alerts/browser-notifications'
import { AppCommands } from '@/components/commands/app-commands'
import { PaletteButton } from '@/components/commands/palette-button'
import { cn } from '@/components/ui/cn'
import { isEntrance, isPublicPage } from '@/lib/access/entrance-path'

import { sharedToken } from '@/lib/shares/path'
import { isFullScreen } from './full-screen'
import { LiveIndicator } from './live-indicator'
import { Logo } from './logo'
import { BottomNavigation, SideNavigation } from './navigation'
import { PlaceLink } from './place-link'
import { ThemeToggle } from './theme-toggle'

function Brand() {
  return (
    <PlaceLink href="/" className="flex items-center gap-2.5 rounded font-semibold text-[15px] tracking-tight">
      <Logo />
      DataWatch
    </PlaceLink>
  )
}

/** What stands around every page but those that let people in and those that were shared: places at the side, or at the bottom of a small screen; nothing in full screen. */
export function AppShell({ noticePutAway, children }: { noticePutAway: boolean; children: ReactNode }) {
  const pathname = usePathname()
  const full = isFullScreen(pathname, useSearchParams())
  if (isEntrance(pathname) || isPublicPage(pathname) || sharedToken(pathname)) return <main>{children}</main>
  return (
    <div className={full ? undefined : 'lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)] print:block'}>
      <AppCommands />
      <BrowserNotifications />
      {full ? null : (
        <>
          <a
            href="#content"
            className="-translate-y-16 fixed top-2 left-2 z-50 rounded-md bg-primary px-3 py-2 font-medium text-primary-foreground focus:translate-y-0 print:hidden"
          >
            Skip to content
          </a>
          <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-card lg:flex print:hidden">
            <div className="flex h-14 items-center px-4">
              <Brand />
            </div>
            <PaletteButton />
            <SideNavigation />
            <div className="flex items-center justify-between border-t p-2">
              <LiveIndicator />
              <div className="flex items-center">
                <ThemeToggle />
                <AccountMenu />
              </div>
            </div>
          </aside>
          <header className="sticky top-0 z-30 flex h-12 items-center justify-between border-b bg-card px-4 lg:hidden print:hidden">
            <Brand />
            <div className="flex items-center">
              <LiveIndicator />
              <PaletteButton small />
              <ThemeToggle />
              <AccountMenu />
            </div>
          </header>
        </>
      )}
      <div className="min-w-0">
        {full ? null : <DevelopmentNotice putAway={noticePutAway} />}
        <main id="content" tabIndex={-1} className={cn('outline-none', !full && 'max-lg:pb-20 print:pb-0')}>
          <div className={cn('w-full', full ? 'px-4 py-3' : 'mx-auto max-w-[100rem] px-4 py-5 sm:px-6', 'print:p-0')}>
            {children}
          </div>
        </main>
      </div>
      {full ? null : <BottomNavigation />}
    </div>
  )
}
