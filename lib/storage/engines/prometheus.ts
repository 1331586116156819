import { minuteMs } from '@/lib/metrics/durations'
import { type Address, askEngine, below } from '../ask-engine'
import {
  EngineError,
  type Point,
  type PointQuestion,
  type Refused,
  type SeriesNames,
  type StorageEngine,
} from '../engine'
import { fieldsOf, type PointFields, pointOf } from '../point-fields'
import { checkPrometheus } from './prometheus-check'
import { labelsOf, prefix } from './prometheus-names'
import { remoteWriteHeaders, type WireSeries, writeRequest } from './remote-write'

export type PrometheusSettings = Address & { write_url?: string | undefined }

/** Of refused points so few at most are looked for together: what is refused beside them is kept elsewhere, and not lost. */
const fewRefused = 32
const seriesAtOnce = 200
/** Minutes of all series that one question is about. */
const minutesAtOnce = 20_000

type Encoded = { point: Point; fields: PointFields }
type Selected = { data?: { result?: { metric: Record<string, string>; values: [number, string][] }[] }; error?: string }

/** Points as time series: one for each field of each series. */
function wireOf(points: Encoded[], installation: string, names: SeriesNames): WireSeries[] {
  const series = new Map<string, WireSeries>()
  const labels = new Map<number, [string, string][]>()
  for (const { point, fields } of points) {
    const { seriesId, bucket } = point
    const own = labels.get(seriesId) ?? labelsOf(installation, seriesId, names.get(seriesId))
    labels.set(seriesId, own)
    for (const [field, value] of Object.entries(fields)) {
      const key = `${seriesId} ${field}`
      const known = series.get(key) ?? { labels: [...own, ['__name__', prefix + field]], samples: [] }
      series.set(key, known)
      known.samples.push({ at: bucket, value })
    }
  }
  return [...series.values()]
}

/**
 * Prometheus, VictoriaMetrics, and what else takes remote write 1.0 and answers PromQL. Minutes lie there as series of one sample a
 * minute, `datawatch_samples_<field>`; what was written once is never written otherwise.
 */
export class PrometheusEngine implements StorageEngine {
  readonly name = 'prometheus'
  readonly overwrites = false
  readonly durable = false

  constructor(
    private readonly settings: PrometheusSettings,
    private readonly installation: string,
  ) {}

  check() {
    return checkPrometheus(this.settings)
  }

  async write(points: Point[], names: SeriesNames): Promise<Refused> {
    const encoded: Encoded[] = []
    const refused: Refused = { points: [], reason: '' }
    const refuse = (some: Point[], reason: string) => {
      refused.points.push(...some)
      refused.reason ||= reason
    }
    for (const point of points) {
      const fields = fieldsOf(point)
      if (fields) encoded.push({ point, fields })
      else refuse([point], 'a number has more digits than the engine keeps')
    }
    encoded.sort((a, b) => a.point.bucket - b.point.bucket || a.point.seriesId - b.point.seriesId)
    await this.#send(encoded, names, refuse)
    return refused
  }

  async #send(points: Encoded[], names: SeriesNames, refuse: (points: Point[], reason: string) => void): Promise<void> {
    if (points.length === 0) return
    const { url, write_url = below(url, '/api/v1/write') } = this.settings
    const body = Buffer.from(writeRequest(wireOf(points, this.installation, names)))
    const { status, text } = await askEngine(this.settings, write_url, {
      method: 'POST',
      headers: remoteWriteHeaders,
      body,
    })
    if (status < 300) return
    if (status !== 400 && status !== 422) throw new EngineError('refused', wrongAddress(write_url, status, text))
    const [first, last] = [points[0]!.point.bucket, points.at(-1)!.point.bucket]
    if (first === last && (points.length <= fewRefused || /out of bounds|too old/i.test(text))) {
      return refuse(
        points.map(({ point }) => point),
        text.trim().slice(0, 200),
      )
    }
    const middle =
      first === last ? points.length >> 1 : points.findIndex(({ point }) => point.bucket >= middleOf(first, last))
    await this.#send(points.slice(0, middle), names, refuse)
    await this.#send(points.slice(middle), names, refuse)
  }

  async read({ seriesIds, from, to }: PointQuestion): Promise<Point[]> {
    const points: Point[] = []
    for (let at = 0; at < seriesIds.length; at += seriesAtOnce) {
      const some = seriesIds.slice(at, at + seriesAtOnce)
      const width = Math.max(1, Math.floor(minutesAtOnce / some.length)) * minuteMs
      for (let start = from; start < to; start += width) {
        points.push(...(await this.#readSome(some, start, Math.min(to, start + width))))
      }
    }
    return points
  }

  /** Samples as they were stored: a range of them, not what a query would make of them. It is open on its left from Prometheus 3 on. */
  async #readSome(seriesIds: number[], from: number, to: number): Promise<Point[]> {
    const which = `installation="${this.installation}",series=~"${seriesIds.join('|')}"`
    const { data } = await this.#query(`{__name__=~"${prefix}.+",${which}}[${to - from}ms]`, to - 1)
    const fields = new Map<string, { seriesId: number; bucket: number; fields: PointFields }>()
    for (const { metric, values } of data?.result ?? []) {
      const seriesId = Number(metric.series)
      const field = (metric.__name__ ?? '').slice(prefix.length)
      for (const [seconds, value] of values) {
        const bucket = Math.round(seconds * 1000)
        if (bucket < from || bucket >= to) continue
        const key = `${seriesId} ${bucket}`
        const known = fields.get(key) ?? { seriesId, bucket, fields: {} }
        fields.set(key, known)
        known.fields[field] = Number(value)
      }
    }
    return [...fields.values()].flatMap((one) => pointOf(one.seriesId, one.bucket, one.fields) ?? [])
  }

  async #query(query: string, at: number): Promise<Selected> {
    const body = new URLSearchParams({ query, time: (at / 1000).toFixed(3), nocache: '1' })
    const { status, text } = await askEngine(this.settings, below(this.settings.url, '/api/v1/query'), {
      method: 'POST',
      body,
    })
    let answer: Selected
    try {
      answer = JSON.parse(text) as Selected
    } catch {
      throw new EngineError('refused', wrongAddress(this.settings.url, status, text))
    }
    if (status >= 300)
      throw new EngineError('refused', `${this.settings.url} refuses a query: ${answer.error ?? text.slice(0, 200)}`)
    return answer
  }

  async list(): Promise<number[]> {
    const match = `${prefix}count{installation="${this.installation}"}`
    const query = new URLSearchParams({ 'match[]': match, start: '0' })
    const { text } = await askEngine(this.settings, below(this.settings.url, `/api/v1/label/series/values?${query}`))
    return ((JSON.parse(text) as { data?: string[] }).data ?? []).map(Number).sort((a, b) => a - b)
  }

  /** It lets go of what is older than its own retention. */
  async expire(): Promise<void> {}

  async close(): Promise<void> {}
}

const middleOf = (first: number, last: number) => Math.floor((first + last) / 2 / minuteMs) * minuteMs + minuteMs

const wrongAddress = (url: string, status: number, text: string) =>
  `${url} answers ${status}${text ? `, ${JSON.stringify(text.trim().slice(0, 100))}` : ''}: it is not the API of Prometheus; Prometheus itself takes samples with --web.enable-remote-write-receiver`
