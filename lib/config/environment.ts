import { nearest } from './nearest'

type Env = Readonly<Record<string, string | undefined>>
export type Override = { path: string; name: string; value: string }

const conventional: Record<string, string> = {
  PORT: 'server.port',
  HOST: 'server.host',
  DATABASE_URL: 'database.url',
  REDIS_URL: 'redis.url',
  CRON_SECRET: 'cron.secret',
  NEXTAUTH_SECRET: 'access.secret',
  LOG_LEVEL: 'log.level',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'telemetry.endpoint',
  OTEL_EXPORTER_OTLP_HEADERS: 'telemetry.headers',
  OTEL_SERVICE_NAME: 'telemetry.service_name',
  OTEL_RESOURCE_ATTRIBUTES: 'telemetry.resource_attributes',
  OTEL_TRACES_SAMPLER_ARG: 'telemetry.sample_ratio',
  OTEL_METRIC_EXPORT_INTERVAL: 'telemetry.metrics_interval',
}
/** By its own specification a bare number. */
const inMilliseconds = 'OTEL_METRIC_EXPORT_INTERVAL'
const aliases: Record<string, string> = { DATAWATCH_DATA_DIR: 'database.data_dir' }
const ownNames = ['DATAWATCH_CONFIG', 'DATAWATCH_URL', 'DATAWATCH_API_KEY']
/** Kubernetes and Docker links describe a service called datawatch by such names. */
const injected = /^DATAWATCH_(SERVICE_|PORT(_|$)|ENV_|NAME$)/

export const variableName = (path: string) => `DATAWATCH_${path.replaceAll('.', '_').toUpperCase()}`

/** All variables that set a key; the first wins. */
export const variablesOf = (path: string): string[] => [
  variableName(path),
  ...Object.entries({ ...aliases, ...conventional }).flatMap(([name, set]) => (set === path ? [name] : [])),
]

/**
 * What the environment says about the given key paths; DATAWATCH_… wins over the conventional names, and an empty
 * variable says nothing. A DATAWATCH_… name that means nothing is a warning, for other programs may own it.
 */
export function readEnvironment(env: Env, paths: readonly string[]): { overrides: Override[]; warnings: string[] } {
  const known = new Map(paths.map((path) => [variableName(path), path]))
  const names = { ...conventional, ...aliases, ...Object.fromEntries(known) }
  const overrides = new Map<string, Override>()
  for (const [name, path] of Object.entries(names)) {
    const value = env[name]
    if (value) overrides.set(path, { path, name, value: name === inMilliseconds ? `${value}ms` : value })
  }
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith('DATAWATCH_') && !(name in names) && !ownNames.includes(name))
    .filter((name) => !injected.test(name))
    .map((name) => {
      const meant = nearest(name, [...known.keys()])
      return `${name} is not a known variable and is ignored${meant ? `; did you mean ${meant}?` : ''}`
    })
  return { overrides: [...overrides.values()], warnings }
}
