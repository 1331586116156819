import type { Config } from '@/lib/config/schema'

/** With the demo on, the shop beside our own database is followed like any other source. */
export function withDemoSource(config: Config, databaseUrl: string): Config {
  if (!config.demo || config.sources.some(({ name }) => name === 'shop')) return config
  const url = new URL(databaseUrl)
  url.pathname = '/shop'
  const shop = {
    name: 'shop',
    type: 'postgres' as const,
    url: url.toString(),
    schemas: ['public'],
    publication: 'datawatch',
    slot: 'datawatch',
    snapshot: true,
  }
  return { ...config, sources: [...config.sources, shop] }
}
