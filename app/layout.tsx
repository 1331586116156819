import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/layout/app-shell'
import { Providers } from '@/components/layout/providers'
import { readTimeZone } from '@/components/layout/time-zone'

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
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans">
        <Providers now={Date.now()} timeZone={timeZone}>
          <AppShell>{children}</AppShell>
        </Providers>
      </body>
    </html>
  )
}
