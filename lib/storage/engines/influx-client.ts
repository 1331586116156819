import { type Address, askEngine, below } from '../ask-engine'
import { EngineError, type EngineReport } from '../engine'
import { parseCsv } from './annotated-csv'

export type InfluxSettings = Address & {
  database?: string | undefined
  org?: string | undefined
  bucket?: string | undefined
  token?: string | undefined
}
export type Selected = { tags?: Record<string, string>; columns: string[]; values: unknown[][] }

export const quoted = (name: string) => `"${name.replace(/["\\]/g, '\\$&')}"`

/** The two interfaces of InfluxDB: of version 1, and of version 2 and 3. */
export class InfluxClient {
  readonly address: Address

  constructor(readonly settings: InfluxSettings) {
    const { token, ...rest } = settings
    this.address = token ? { url: rest.url, headers: { authorization: `Token ${token}` } } : rest
  }

  get isSecond() {
    return this.settings.bucket !== undefined
  }

  url(path: string, query: Record<string, string>) {
    return below(this.settings.url, `${path}?${new URLSearchParams(query)}`)
  }

  async check(): Promise<EngineReport> {
    const { url, database = '', org = '', bucket = '' } = this.settings
    const { status, text, headers } = await askEngine(this.address, below(url, '/ping'), { patienceMs: 10_000 })
    const version = (headers.get('x-influxdb-version') ?? '').replace(/^v/, '')
    if (status >= 300 || version === '') {
      throw new EngineError(
        'refused',
        `${url} answers ${status} at /ping${text ? `, ${text.slice(0, 80)}` : ''}: it is no InfluxDB`,
      )
    }
    if (this.isSecond !== !version.startsWith('1')) {
      const needed = this.isSecond
        ? 'org, bucket and token are for version 2; version 1 takes a database'
        : 'version 2 takes org, bucket and token, not a database'
      throw new EngineError('refused', `${url} is InfluxDB ${version}: ${needed}`)
    }
    const keepsMs = this.isSecond ? await this.#checkBucket(org, bucket) : await this.#checkDatabase(database)
    return { product: 'InfluxDB', version, keepsMs, takesBackMs: null, warnings: [] }
  }

  async #checkDatabase(database: string): Promise<number | null> {
    const [policies] = await this.ask(`show retention policies on ${quoted(database)}`)
    const duration = policies?.values.find((row) => row[policies.columns.indexOf('default')] === true)?.[
      policies.columns.indexOf('duration')
    ]
    const match = /^(\d+)h(\d+)m(\d+)s$/.exec(String(duration))
    const ms = match ? (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000 : 0
    return ms || null
  }

  async #checkBucket(org: string, bucket: string): Promise<number | null> {
    const { status, text } = await askEngine(this.address, this.url('/api/v2/buckets', { org, name: bucket }))
    const { buckets = [] } = (status === 200 ? JSON.parse(text) : {}) as {
      buckets?: { retentionRules?: { everySeconds: number }[] }[]
    }
    if (buckets.length === 0)
      throw new EngineError(
        'refused',
        `${this.settings.url} has no bucket ${bucket} in ${org} for this token (${status})`,
      )
    return (buckets[0]!.retentionRules?.[0]?.everySeconds ?? 0) * 1000 || null
  }

  /** The rows that a query in Flux answers. */
  async askFlux(body: string): Promise<Record<string, string>[]> {
    const { org = '', url } = this.settings
    const headers = { 'content-type': 'application/vnd.flux', accept: 'application/csv' }
    const { status, text } = await askEngine(this.address, this.url('/api/v2/query', { org }), {
      method: 'POST',
      headers,
      body,
    })
    if (status < 300) return parseCsv(text)
    throw new EngineError('refused', `${url} refuses a query (${status}): ${text.trim().slice(0, 200)}`)
  }

  /** The series that an InfluxQL statement answers; the statement goes in the body, whatever its length. */
  async ask(statement: string): Promise<Selected[]> {
    const { database = '', url } = this.settings
    const body = new URLSearchParams({ q: statement, db: database, epoch: 'ms' })
    const { status, text } = await askEngine(this.address, below(url, '/query'), { method: 'POST', body })
    const { results = [], error } = JSON.parse(text) as {
      results?: { series?: Selected[]; error?: string }[]
      error?: string
    }
    const failure = error ?? results[0]?.error
    if (failure !== undefined || status >= 300) {
      const create = /database not found/.test(failure ?? '')
        ? `; create it with: create database ${quoted(database)}`
        : ''
      throw new EngineError('refused', `${url} refuses a query (${status}): ${failure ?? text.slice(0, 200)}${create}`)
    }
    return results[0]?.series ?? []
  }
}
