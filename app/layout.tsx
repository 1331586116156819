import './globals.css'
import type { QueryClient } from '@tanstack/react-query'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { readPutAway } from '@/components/access/development-cookie'
import { AppShell } from '@/components/layout/app-shell'
import { readContrast } from '@/components/layout/contrast-cookie'
import { Prefetched } from '@/components/layout/prefetched'
import { Providers } from '@/components/layout/providers'
import { readTimeZone } from '@/components/layout/time-zone'
import { viewerOptions } from '@/lib/access/client'
import { describeViewer, findViewer } from '@/lib/access/service/viewer'
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
  const kept = await cookies()
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const timeZone = readTimeZone(kept)
  const highContrast = readContrast(kept)
  const viewer = await findViewer()
  const context = viewer && createContext(viewer)
  const load = (client: QueryClient) =>
    context
      ? [
          client.prefetchQuery({ ...statsOptions(), queryFn: () => readStats(context) }),
          client.prefetchQuery({ ...viewerOptions(), queryFn: () => describeViewer(context) }),
        ]
      : []
  return (
    <html
      lang="en"
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      data-contrast={highContrast ? 'high' : undefined}
      suppressHydrationWarning
    >
      <body className="font-sans">
        <Providers now={Date.now()} timeZone={timeZone} highContrast={highContrast} nonce={nonce}>
          <Prefetched load={load}>
            <AppShell noticePutAway={readPutAway(kept)}>{children}</AppShell>
          </Prefetched>
        </Providers>
      </body>
    </html>
  )
}
