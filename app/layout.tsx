import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/layout/app-shell'
import { Prefetched } from '@/components/layout/prefetched'
import { Providers } from '@/components/layout/providers'
import { readTimeZone } from '@/components/layout/time-zone'
import { admit } from '@/lib/http/guards'
import { statsOptions } from '@/lib/metrics/client'
import { readStats } from '@/lib/metrics/service/stats'
import { createContext } from '@/lib/runtime/runtime'

export const metadata: Metadata = {
  title: { default: 'DataWatch', template: '%s · DataWatch' },
  description: 'Live metrics, anomalies and dashboards from the row changes a database already produces',
  icons: { icon: '/icon.svg' },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14161b' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const timeZone = readTimeZone(await cookies())
  const asked = await headers()
  const readCounts = async () => readStats(createContext(await admit('read', asked)))
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans">
        <Providers now={Date.now()} timeZone={timeZone}>
          <Prefetched load={(client) => [client.prefetchQuery({ ...statsOptions(), queryFn: readCounts })]}>
            <AppShell>{children}</AppShell>
          </Prefetched>
        </Providers>
      </body>
    </html>
  )
}
