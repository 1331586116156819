import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@/tests/support/server'
import type { MinuteSeries } from '../history'
import { makeFolder, startPeer } from './process'
import { promLike, type System } from './prom-like'

const labelsOf = (labels: Record<string, string>) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',')

/** The series as OpenMetrics text, each metric together. */
async function writeOpenMetrics(path: string, history: MinuteSeries[]) {
  const file = createWriteStream(path)
  const names = [...new Set(history.map(({ name }) => name))]
  for (const name of names) {
    file.write(`# TYPE ${name} unknown\n`)
    for (const { labels, at, values } of history.filter((one) => one.name === name)) {
      const text = labelsOf(labels)
      const lines = at.map((time, i) => `${name}{${text}} ${values[i]} ${time / 1000}\n`)
      if (!file.write(lines.join(''))) await once(file, 'drain')
    }
  }
  file.end('# EOF\n')
  await once(file, 'finish')
}

/** Prometheus as it is installed, with the series of `history` as blocks that were compacted. */
export async function startPrometheus(history: MinuteSeries[]): Promise<System> {
  const folder = makeFolder('prometheus')
  const text = join(folder, 'history.txt')
  await writeOpenMetrics(text, history)
  const blocks = ['tsdb', 'create-blocks-from', 'openmetrics', '-q', '--max-block-duration=240h']
  const made = spawnSync('promtool', [...blocks, text, join(folder, 'data')])
  if (made.status !== 0) throw new Error(`promtool: ${made.stderr}`)
  rmSync(text)
  const config = join(folder, 'prometheus.yml')
  writeFileSync(config, 'global: {}\n')
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const args = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--storage.tsdb.retention.time=10y',
    '--log.level=error',
  ]
  const stop = await startPeer('prometheus', args, { url: `${base}/-/ready`, folder })
  return promLike('Prometheus', base, stop)
}
