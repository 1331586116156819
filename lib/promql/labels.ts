/** Labels of a series, the metric's name under `__name__`; an empty value is the same as no label. */
export type Labels = Readonly<Record<string, string>>

export const metricName = '__name__'

const entriesOf = (labels: Labels) => Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))

/** The labels in the order of their names, as they go out. */
export const sortLabels = (labels: Labels): Record<string, string> => Object.fromEntries(entriesOf(labels))

/** The same text for the same labels, in whatever order they stand. */
export const keyOf = (labels: Labels): string => JSON.stringify(entriesOf(labels))

/** Orders label sets as Prometheus does: by the sorted names and values. */
export function byLabels(a: { labels: Labels }, b: { labels: Labels }): number {
  const [one, other] = [entriesOf(a.labels).flat(), entriesOf(b.labels).flat()]
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    if (one[i] !== other[i]) return one[i]! < other[i]! ? -1 : 1
  }
  return one.length - other.length
}

const filtered = (labels: Labels, keep: (name: string) => boolean): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([name]) => keep(name)))

export const keepLabels = (labels: Labels, names: readonly string[]) => filtered(labels, (name) => names.includes(name))
export const dropLabels = (labels: Labels, names: readonly string[]) =>
  filtered(labels, (name) => !names.includes(name))
export const dropName = (labels: Labels) => dropLabels(labels, [metricName])

/** The labels with one set, or taken away where its value is empty. */
export const setLabel = (labels: Labels, name: string, value: string): Labels =>
  value === '' ? dropLabels(labels, [name]) : { ...labels, [name]: value }

/** Labels as Prometheus writes them in its messages: `{status="paid", table="orders"}`. */
export const writeLabels = (labels: Labels): string =>
  `{${entriesOf(labels)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`
