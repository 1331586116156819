import { minuteMs } from '@/lib/metrics/durations'
import { type Address, askEngine, below } from '../ask-engine'
import {
  EngineError,
  type EngineReport,
  type Point,
  type PointQuestion,
  type Refused,
  type SeriesNames,
  type StorageEngine,
} from '../engine'
import { parseCsv } from './annotated-csv'
import { influxFields, lineOf, measurement, readFields } from './line-protocol'

export type InfluxSettings = Address & {
  database?: string | undefined
  org?: string | undefined
  bucket?: string | undefined
  token?: string | undefined
}

const fewRefused = 32
const seriesAtOnce = 100
const minutesAtOnce = 20_000
type Selected = { tags?: Record<string, string>; columns: string[]; values: unknown[][] }
const quoted = (name: string) => `"${name.replace(/["\\]/g, '\\$&')}"`
const regexp = (ids: number[]) => `^(${ids.join('|')})$`

type Row = { seriesId: number; bucket: number; fields: Record<string, number> }

/** InfluxDB 1 by its own query language, 2 and 3 by Flux; both take lines. Writing a point again replaces it. */
export class InfluxEngine implements StorageEngine {
  readonly name = 'influxdb'
  readonly overwrites = true
  readonly durable = true
  readonly #address: Address

  constructor(
    private readonly settings: InfluxSettings,
    private readonly installation: string,
  ) {
    const { token, ...rest } = settings
    this.#address = token ? { url: rest.url, headers: { authorization: `Token ${token}` } } : rest
  }

  get #isSecond() {
    return this.settings.bucket !== undefined
  }

  #url(path: string, query: Record<string, string>) {
    return below(this.settings.url, `${path}?${new URLSearchParams(query)}`)
  }

  async check(): Promise<EngineReport> {
    const { url, database = '', org = '', bucket = '' } = this.settings
    const { status, text, headers } = await askEngine(this.#address, below(url, '/ping'), { patienceMs: 10_000 })
    const version = (headers.get('x-influxdb-version') ?? '').replace(/^v/, '')
    if (status >= 300 || version === '') {
      throw new EngineError(
        'refused',
        `${url} answers ${status} at /ping${text ? `, ${text.slice(0, 80)}` : ''}: it is no InfluxDB`,
      )
    }
    if (this.#isSecond !== !version.startsWith('1')) {
      const needed = this.#isSecond
        ? 'org, bucket and token are for version 2; version 1 takes a database'
        : 'version 2 takes org, bucket and token, not a database'
      throw new EngineError('refused', `${url} is InfluxDB ${version}: ${needed}`)
    }
    const keepsMs = this.#isSecond ? await this.#checkBucket(org, bucket) : await this.#checkDatabase(database)
    return { product: 'InfluxDB', version, keepsMs, warnings: [] }
  }

  async #checkDatabase(database: string): Promise<number | null> {
    const [policies] = await this.#ask(`show retention policies on ${quoted(database)}`)
    const duration = policies?.values.find((row) => row[policies.columns.indexOf('default')] === true)?.[
      policies.columns.indexOf('duration')
    ]
    const match = /^(\d+)h(\d+)m(\d+)s$/.exec(String(duration))
    const ms = match ? (Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000 : 0
    return ms || null
  }

  async #checkBucket(org: string, bucket: string): Promise<number | null> {
    const { status, text } = await askEngine(this.#address, this.#url('/api/v2/buckets', { org, name: bucket }))
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

  async write(points: Point[], names: SeriesNames): Promise<Refused> {
    const refused: Refused = { points: [], reason: '' }
    const lines: { point: Point; line: string }[] = []
    for (const point of points) {
      const line = lineOf(this.installation, point, names.get(point.seriesId))
      if (line === null) {
        refused.points.push(point)
        refused.reason ||= 'a number has more digits than the engine keeps'
      } else lines.push({ point, line })
    }
    await this.#send(lines, refused)
    return refused
  }

  async #send(lines: { point: Point; line: string }[], refused: Refused): Promise<void> {
    if (lines.length === 0) return
    const { org = '', bucket = '', database = '' } = this.settings
    const url = this.#isSecond
      ? this.#url('/api/v2/write', { org, bucket, precision: 'ms' })
      : this.#url('/write', { db: database, precision: 'ms' })
    const { status, text } = await askEngine(this.#address, url, {
      method: 'POST',
      body: lines.map(({ line }) => line).join('\n'),
    })
    if (status < 300) return
    if (status === 404)
      throw new EngineError('refused', `${this.settings.url}: ${text.trim().slice(0, 200)}; create it first`)
    if (status !== 400 && status !== 413 && status !== 422)
      throw new EngineError(
        'refused',
        `${this.settings.url} answers a write with ${status}: ${text.trim().slice(0, 200)}`,
      )
    if (lines.length <= fewRefused && status !== 413) {
      refused.points.push(...lines.map(({ point }) => point))
      refused.reason ||= text.trim().slice(0, 200)
      return
    }
    const middle = lines.length >> 1
    await this.#send(lines.slice(0, middle), refused)
    await this.#send(lines.slice(middle), refused)
  }

  async read({ seriesIds, from, to }: PointQuestion): Promise<Point[]> {
    const points: Point[] = []
    for (let at = 0; at < seriesIds.length; at += seriesAtOnce) {
      const some = seriesIds.slice(at, at + seriesAtOnce)
      const width = Math.max(1, Math.floor(minutesAtOnce / some.length)) * minuteMs
      for (let start = from; start < to; start += width) {
        const rows = await this.#select(some, start, Math.min(to, start + width))
        points.push(...rows.flatMap(({ seriesId, bucket, fields }) => readFields(seriesId, bucket, fields) ?? []))
      }
    }
    return points
  }

  #select(ids: number[], from: number, to: number): Promise<Row[]> {
    return this.#isSecond ? this.#selectByFlux(ids, from, to) : this.#selectByInfluxQl(ids, from, to)
  }

  async #selectByInfluxQl(ids: number[], from: number, to: number): Promise<Row[]> {
    const which = `"installation" = '${this.installation}' and "series" =~ /${regexp(ids)}/ and time >= ${from}ms and time < ${to}ms`
    const found = await this.#ask(
      `select ${influxFields.map(quoted).join(', ')} from ${measurement} where ${which} group by "series"`,
    )
    return found.flatMap(({ tags, columns, values }) =>
      values.map((row) => ({
        seriesId: Number(tags?.series),
        bucket: Number(row[0]),
        fields: Object.fromEntries(
          columns.slice(1).flatMap((name, i) => (row[i + 1] === null ? [] : [[name, Number(row[i + 1])]])),
        ),
      })),
    )
  }

  async #selectByFlux(ids: number[], from: number, to: number): Promise<Row[]> {
    const { bucket = '' } = this.settings
    const query = `from(bucket: ${JSON.stringify(bucket)}) |> range(start: ${new Date(from).toISOString()}, stop: ${new Date(to).toISOString()})
      |> filter(fn: (r) => r._measurement == "${measurement}" and r.installation == "${this.installation}" and r.series =~ /${regexp(ids)}/)
      |> toFloat() |> keep(columns: ["_time", "_field", "_value", "series"])`
    const rows = new Map<string, Row>()
    for (const { series, _time, _field, _value } of await this.#askFlux(query)) {
      const bucketAt = Date.parse(_time ?? '')
      const key = `${series} ${bucketAt}`
      const row = rows.get(key) ?? { seriesId: Number(series), bucket: bucketAt, fields: {} }
      rows.set(key, row)
      row.fields[_field ?? ''] = Number(_value)
    }
    return [...rows.values()]
  }

  async #askFlux(body: string): Promise<Record<string, string>[]> {
    const { org = '', url } = this.settings
    const headers = { 'content-type': 'application/vnd.flux', accept: 'application/csv' }
    const { status, text } = await askEngine(this.#address, this.#url('/api/v2/query', { org }), {
      method: 'POST',
      headers,
      body,
    })
    if (status < 300) return parseCsv(text)
    throw new EngineError('refused', `${url} refuses a query (${status}): ${text.trim().slice(0, 200)}`)
  }

  /** The series that an InfluxQL statement answers; the statement goes in the body, whatever its length. */
  async #ask(statement: string): Promise<Selected[]> {
    const { database = '', url } = this.settings
    const body = new URLSearchParams({ q: statement, db: database, epoch: 'ms' })
    const { status, text } = await askEngine(this.#address, below(url, '/query'), { method: 'POST', body })
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

  async list(): Promise<number[]> {
    if (this.#isSecond) return this.#listByFlux()
    const found = await this.#ask(
      `show tag values from ${measurement} with key = "series" where "installation" = '${this.installation}'`,
    )
    return found.flatMap(({ values }) => values.map((row) => Number(row[1]))).sort((a, b) => a - b)
  }

  async #listByFlux(): Promise<number[]> {
    const { bucket = '' } = this.settings
    const query = `import "influxdata/influxdb/schema"
      schema.tagValues(bucket: ${JSON.stringify(bucket)}, tag: "series", start: 0,
        predicate: (r) => r._measurement == "${measurement}" and r.installation == "${this.installation}")`
    const rows = await this.#askFlux(query)
    return rows.map(({ _value }) => Number(_value)).sort((a, b) => a - b)
  }

  async expire(before: number): Promise<void> {
    const { org = '', bucket = '' } = this.settings
    if (!this.#isSecond) {
      await this.#ask(`delete from ${measurement} where "installation" = '${this.installation}' and time < ${before}ms`)
      return
    }
    const predicate = `_measurement="${measurement}" AND installation="${this.installation}"`
    const body = JSON.stringify({ start: '1970-01-01T00:00:00Z', stop: new Date(before).toISOString(), predicate })
    const headers = { 'content-type': 'application/json' }
    const { status, text } = await askEngine(this.#address, this.#url('/api/v2/delete', { org, bucket }), {
      method: 'POST',
      headers,
      body,
    })
    if (status >= 300)
      throw new EngineError('refused', `${this.settings.url} does not delete (${status}): ${text.trim().slice(0, 200)}`)
  }

  async close(): Promise<void> {}
}
