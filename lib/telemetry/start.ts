import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { Log } from '@/lib/runtime/log'
import type { Figure } from './metric-data'
import type { Follow } from './open-tracing'

/** `stop` sends what is pending, for two seconds at most. */
export type Telemetry = { follow: Follow; stop(): Promise<void> }

/** Where telemetry goes; undefined while it is off. */
export const collectorOf = ({ telemetry: { enabled, endpoint } }: Config) => (enabled ? endpoint : undefined)

/** Nothing of OpenTelemetry is loaded where no collector is configured. */
export async function startTelemetry(
  config: Config,
  log: Log,
  readFigures: () => Promise<Figure[]>,
): Promise<Telemetry | undefined> {
  const endpoint = collectorOf(config)
  if (endpoint === undefined) return undefined
  const { openTelemetry } = await import('./open-telemetry')
  return openTelemetry({ settings: { ...config.telemetry, endpoint }, log, readFigures })
}
