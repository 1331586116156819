import type { Config } from '@/lib/config/schema'
import type { StorageEngine } from './engine'
import type { EngineName } from './engine-contract'
import { PrometheusEngine } from './engines/prometheus'

type Settings = Pick<Config['metrics'], EngineName>

/** The engine of a name as the configuration has it; null where it says nothing of it. */
export function openEngine(name: EngineName, { prometheus }: Settings, installation: string): StorageEngine | null {
  if (name === 'prometheus' && prometheus) return new PrometheusEngine(prometheus, installation)
  return null
}
