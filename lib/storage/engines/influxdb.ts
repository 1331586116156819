import { minuteMs } from '@/lib/metrics/durations'
import { askEngine } from '../ask-engine'
import {
  EngineError,
  type Point,
  type PointQuestion,
  type Refused,
  type SeriesNames,
  type StorageEngine,
} from '../engine'
import { InfluxClient, type InfluxSettings, quoted } from './influx-client'
import { influxFields, lineOf, measurement, readFields } from './line-protocol'

const fewRefused = 32
const seriesAtOnce = 100
const minutesAtOnce = 20_000
const regexp = (ids: number[]) => `^(${ids.join('|')})$`

type Row = { seriesId: number; bucket: number; fields: Record<string, number> }

/** InfluxDB 1 by its own query language, 2 and 3 by Flux; both take lines. Writing a point again replaces it. */
export class InfluxEngine implements StorageEngine {
  readonly name = 'influxdb'
  readonly overwrites = true
  readonly durable = true
  readonly #client: InfluxClient

  constructor(
    private readonly settings: InfluxSettings,
    private readonly installation: string,
  ) {
    this.#client = new InfluxClient(settings)
  }

  check = () => this.#client.check()

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
    const url = this.#client.isSecond
      ? this.#client.url('/api/v2/write', { org, bucket, precision: 'ms' })
      : this.#client.url('/write', { db: database, precision: 'ms' })
    const { status, text } = await askEngine(this.#client.address, url, {
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
    return this.#client.isSecond ? this.#selectByFlux(ids, from, to) : this.#selectByInfluxQl(ids, from, to)
  }

  async #selectByInfluxQl(ids: number[], from: number, to: number): Promise<Row[]> {
    const which = `"installation" = '${this.installation}' and "series" =~ /${regexp(ids)}/ and time >= ${from}ms and time < ${to}ms`
    const found = await this.#client.ask(
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
    for (const { series, _time, _field, _value } of await this.#client.askFlux(query)) {
      const bucketAt = Date.parse(_time ?? '')
      const key = `${series} ${bucketAt}`
      const row = rows.get(key) ?? { seriesId: Number(series), bucket: bucketAt, fields: {} }
      rows.set(key, row)
      row.fields[_field ?? ''] = Number(_value)
    }
    return [...rows.values()]
  }

  async list(): Promise<number[]> {
    if (this.#client.isSecond) return this.#listByFlux()
    const found = await this.#client.ask(
      `show tag values from ${measurement} with key = "series" where "installation" = '${this.installation}'`,
    )
    return found.flatMap(({ values }) => values.map((row) => Number(row[1]))).sort((a, b) => a - b)
  }

  async #listByFlux(): Promise<number[]> {
    const { bucket = '' } = this.settings
    const query = `import "influxdata/influxdb/schema"
      schema.tagValues(bucket: ${JSON.stringify(bucket)}, tag: "series", start: 0,
        predicate: (r) => r._measurement == "${measurement}" and r.installation == "${this.installation}")`
    const rows = await this.#client.askFlux(query)
    return rows.map(({ _value }) => Number(_value)).sort((a, b) => a - b)
  }

  async expire(before: number): Promise<void> {
    const { org = '', bucket = '' } = this.settings
    if (!this.#client.isSecond) {
      await this.#client.ask(
        `delete from ${measurement} where "installation" = '${this.installation}' and time < ${before}ms`,
      )
      return
    }
    const predicate = `_measurement="${measurement}" AND installation="${this.installation}"`
    const body = JSON.stringify({ start: '1970-01-01T00:00:00Z', stop: new Date(before).toISOString(), predicate })
    const headers = { 'content-type': 'application/json' }
    const { status, text } = await askEngine(
      this.#client.address,
      this.#client.url('/api/v2/delete', { org, bucket }),
      {
        method: 'POST',
        headers,
        body,
      },
    )
    if (status >= 300)
      throw new EngineError('refused', `${this.settings.url} does not delete (${status}): ${text.trim().slice(0, 200)}`)
  }

  async close(): Promise<void> {}
}
