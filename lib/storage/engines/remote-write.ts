import { Writer } from 'protobufjs/minimal.js'
import { compress } from 'snappyjs'

/** Labels with the samples of a time series, ascending; times are milliseconds. */
export type WireSeries = { labels: [string, string][]; samples: { at: number; value: number }[] }

const field = (number: number, type: 0 | 1 | 2) => (number << 3) | type

/** Prometheus wants the labels of a series in the order of their names. */
const sorted = (labels: [string, string][]) => [...labels].sort(([a], [b]) => (a < b ? -1 : 1))

/** The message `prometheus.WriteRequest` of remote write 1.0, as protobuf in one block of snappy. */
export function writeRequest(series: readonly WireSeries[]): Uint8Array {
  const writer = Writer.create()
  for (const { labels, samples } of series) {
    writer.uint32(field(1, 2)).fork()
    for (const [name, value] of sorted(labels)) {
      writer.uint32(field(1, 2)).fork().uint32(field(1, 2)).string(name).uint32(field(2, 2)).string(value).ldelim()
    }
    for (const { at, value } of samples) {
      writer.uint32(field(2, 2)).fork().uint32(field(1, 1)).double(value).uint32(field(2, 0)).int64(at).ldelim()
    }
    writer.ldelim()
  }
  return compress(writer.finish())
}

export const remoteWriteHeaders = {
  'content-type': 'application/x-protobuf',
  'content-encoding': 'snappy',
  'x-prometheus-remote-write-version': '0.1.0',
  'user-agent': 'datawatch',
}
