import { freePort } from '@/tests/support/server'
import type { MinuteSeries } from '../history'
import { ask } from './client'
import { makeFolder, startPeer } from './process'
import { promLike, type System } from './prom-like'

/** VictoriaMetrics as it is installed, its cache of answers included, with the series of `history`. */
export async function startVictoriaMetrics(history: MinuteSeries[]): Promise<System> {
  const folder = makeFolder('victoria')
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const args = [
    `-storageDataPath=${folder}`,
    `-httpListenAddr=127.0.0.1:${port}`,
    '-retentionPeriod=10y',
    '-loggerLevel=ERROR',
  ]
  const stop = await startPeer('victoria-metrics', args, { url: `${base}/health`, folder })
  for (const { name, labels, at, values } of history) {
    const line = { metric: { __name__: name, ...labels }, values, timestamps: at }
    await ask(`${base}/api/v1/import`, JSON.stringify(line))
  }
  await ask(`${base}/internal/force_flush`)
  await ask(`${base}/internal/force_merge`)
  return promLike('VictoriaMetrics', base, stop)
}
