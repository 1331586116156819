import { historyMs } from '@/lib/anomalies/history'
import { isEngine } from '@/lib/storage/engine-contract'
import { formatDuration } from './duration'
import type { Problem } from './explain'
import type { GivenConfig } from './schema'

const dayMs = 86_400_000

type Given = Pick<GivenConfig, 'anomaly' | 'database' | 'metrics'>

/** What the chosen storage needs beside its name. */
export function storageChecks({ anomaly, database, metrics }: Given): Problem[] {
  const { storage, influxdb } = metrics
  const problems: Problem[] = []
  const add = (path: string, message: string) => problems.push({ path, message: `${path}${message}` })
  if (storage === 'postgres' && !database.url) {
    add('metrics.storage', ': postgres needs database.url (or DATABASE_URL); embedded needs nothing')
  }
  if (storage === 'prometheus' && !metrics.prometheus) {
    add('metrics.storage', ': prometheus needs metrics.prometheus.url, such as http://prometheus:9090')
  }
  if (storage === 'influxdb' && !influxdb) {
    add(
      'metrics.storage',
      ': influxdb needs metrics.influxdb.url, such as http://influxdb:8086, and a database, or an org and a bucket',
    )
  }
  if (storage === 'timescale' && !metrics.timescale) {
    add(
      'metrics.storage',
      ': timescale needs metrics.timescale.url, such as postgres://user:password@timescale:5432/samples',
    )
  }
  if (influxdb) {
    const { database: name, org, bucket, token } = influxdb
    const second = org !== undefined || bucket !== undefined || token !== undefined
    if (name && second)
      add('metrics.influxdb', ' takes a database (version 1), or org, bucket and token (version 2), not both')
    else if (!name && !(org && bucket && token))
      add('metrics.influxdb', ' needs a database (version 1), or org, bucket and token (version 2)')
  }
  const { bearer_token, username } = metrics.prometheus ?? {}
  if (bearer_token && username)
    add('metrics.prometheus', ' takes a bearer_token or a username and a password, not both')
  const needed = historyMs(anomaly.baseline_window) + dayMs
  if (isEngine(storage) && metrics.hot < needed) {
    add(
      'metrics.hot',
      ` must not be below ${formatDuration(needed)}: detection reads twice anomaly.baseline_window by the minute, and a day`,
    )
  }
  return problems
}
