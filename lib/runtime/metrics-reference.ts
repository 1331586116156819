import { collectDefaultMetrics, Registry } from 'prom-client'
import { type MetricDefinition, metricGroups } from './own-metrics'

const head = `# Metrics about DataWatch

What \`GET /metrics\` answers in the text format of Prometheus, made from the code that writes it. In production it needs an API key that may
read. Which of them to watch, and for what, is in [Operating](../guides/operating.md#metrics-worth-watching); metrics of your tables are asked
[otherwise](../guides/api.md).

Figures are of one process, and start anew with it, unless said otherwise. A label has a bounded number of values; what is beyond counts under
\`__other__\`. A histogram has its \`_bucket\` with \`le\`, its \`_sum\` and its \`_count\`.
`

function metricText(name: string, { kind, help, labels }: MetricDefinition): string {
  const by = labels.length > 0 ? ` · by ${labels.map((label) => `\`${label}\``).join(', ')}` : ''
  return `### \`${name}\`\n\n${help.replaceAll('__other__', '`__other__`')}\n\n${kind}${by}\n`
}

const groupText = (title: string, where: string | undefined, metrics: Readonly<Record<string, MetricDefinition>>) =>
  [
    `## ${title}\n`,
    ...(where ? [`${where}\n`] : []),
    ...Object.entries(metrics).map(([name, one]) => metricText(name, one)),
  ].join('\n')

type OfProcess = { name: string; help: string; type: MetricDefinition['kind']; labelNames?: readonly string[] }

/** What prom-client says of the process; which it says is up to the system that runs it. */
export function processMetrics(): Record<string, MetricDefinition> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const found = registry.getMetricsAsArray() as unknown as readonly OfProcess[]
  return Object.fromEntries(
    found.map(({ name, help, type, labelNames: labels = [] }) => [
      name,
      { kind: type, help: help.replace(/\.?$/, '.'), labels },
    ]),
  )
}

/** The reference of all metrics about DataWatch itself, as Markdown. */
export function metricsReference(ofProcess: Readonly<Record<string, MetricDefinition>>): string {
  const own = metricGroups.map(({ title, where, metrics }) => groupText(title, where, metrics))
  const where = 'As [prom-client](https://github.com/siimon/prom-client) says them, on Linux.'
  return [head, ...own, groupText('Process', where, ofProcess)].join('\n')
}
