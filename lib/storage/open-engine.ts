import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { StorageEngine } from './engine'
import type { EngineName } from './engine-contract'
import { InfluxEngine } from './engines/influxdb'
import { PrometheusEngine } from './engines/prometheus'
import { TimescaleEngine } from './engines/timescale'

type Settings = Pick<Config['metrics'], EngineName>

/** The engine of a name as the configuration has it; null where it says nothing of it. */
export function openEngine(name: EngineName, settings: Settings, installation: string): StorageEngine | null {
  const { prometheus, influxdb, timescale } = settings
  if (name === 'prometheus') return prometheus ? new PrometheusEngine(prometheus, installation) : null
  if (name === 'influxdb') return influxdb ? new InfluxEngine(influxdb, installation) : null
  return timescale ? new TimescaleEngine(timescale.url, installation) : null
}
