import type { SeriesName } from '../engine'

export const prefix = 'datawatch_samples_'
/** Servers in clusters refuse longer ones; the number of the series tells it from others anyway. */
const longest = 1000
const taken = new Set(['__name__', 'installation', 'series', 'field', 'kind', 'job', 'instance'])

/** A name of a label that Prometheus takes: letters, digits and `_`, none of its own. */
export function labelName(name: string): string {
  const plain = name.replace(/[^a-zA-Z0-9_]/g, '_')
  const begun = /^[a-zA-Z_]/.test(plain) ? plain : `_${plain}`
  return taken.has(begun) || begun.startsWith('__') ? `label_${begun.replace(/^_+/, '')}` : begun
}

/** The labels of a series in an installation, without the name. */
export function labelsOf(installation: string, seriesId: number, name: SeriesName | undefined): [string, string][] {
  const { table = '', schema = '', field = '', kind = '', labels = {} } = name ?? {}
  const own = Object.entries(labels).map(([label, value]) => [labelName(label), value] as const)
  const all = { ...Object.fromEntries(own), table, schema, field, kind, installation, series: String(seriesId) }
  return Object.entries(all).flatMap(([label, value]) =>
    value === '' ? [] : [[label, [...value].slice(0, longest).join('')]],
  )
}
