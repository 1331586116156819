// Makes promql.json anew: asks a Prometheus that is installed here (`promtool` and `prometheus` in the path) what
// promql-cases.mjs comes to. Run it as `node tests/golden/make-promql.mjs`.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { count, impossible, instants, ranges, refused, series, start } from './promql-cases.mjs'

const folder = mkdtempSync(join(tmpdir(), 'promql-golden-'))
const origin = 'http://127.0.0.1:19090'

const written = (value) =>
  Number.isNaN(value) ? 'NaN' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value)

function writeSamples() {
  const names = [...new Set(series.map(({ labels }) => labels.__name__))]
  const lines = names.flatMap((name) => [
    `# TYPE ${name} gauge`,
    ...series
      .filter(({ labels }) => labels.__name__ === name)
      .flatMap(({ labels: { __name__: _, ...labels }, values }) => {
        const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
        return values.flatMap((value, i) =>
          value === null ? [] : [`${name}{${text}} ${written(value)} ${start + i * 60}`],
        )
      }),
  ])
  writeFileSync(join(folder, 'samples.txt'), `${lines.join('\n')}\n# EOF\n`)
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n')
  execFileSync('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples.txt'), join(folder, 'data')])
}

async function ask(path, params) {
  const answer = await fetch(`${origin}/api/v1/${path}`, { method: 'POST', body: new URLSearchParams(params) })
  const { data, error, errorType } = await answer.json()
  return { status: answer.status, ...(data ? { data } : { errorType, error }) }
}

writeSamples()
const args = ['--config.file', join(folder, 'prometheus.yml'), '--storage.tsdb.path', join(folder, 'data')]
const server = spawn('prometheus', [...args, '--web.listen-address', '127.0.0.1:19090', '--storage.tsdb.retention.time', '100y', '--enable-feature=promql-at-modifier,promql-negative-offset'], { stdio: 'ignore' })
try {
  for (let tries = 0; tries < 100; tries++) {
    if (await fetch(`${origin}/-/ready`).then(({ ok }) => ok, () => false)) break
    await pause(100)
  }
  const time = start + (count - 5) * 60 + 13
  const samples = series.map(({ labels, values }) => ({ labels, values: values.map((value) => value === null ? null : written(value)) }))
  const answers = { start, series: samples, time, instants: [], refused: [], impossible: [], ranges: [] }
  for (const query of instants) answers.instants.push({ query, ...(await ask('query', { query, time })) })
  for (const query of refused) answers.refused.push({ query, ...(await ask('query', { query, time })) })
  for (const query of impossible) answers.impossible.push({ query, ...(await ask('query', { query, time })) })
  const range = { start: start + 13, end: start + 3600 + 13, step: 120 }
  answers.range = range
  for (const query of ranges) answers.ranges.push({ query, ...(await ask('query_range', { query, ...range })) })
  const { data } = await fetch(`${origin}/api/v1/status/buildinfo`).then((answer) => answer.json())
  answers.version = data.version
  const body = Object.entries(answers).map(([name, value]) =>
    Array.isArray(value)
      ? `${JSON.stringify(name)}: [\n${value.map((one) => JSON.stringify(one)).join(',\n')}\n]`
      : `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  )
  writeFileSync(new URL('promql.json', import.meta.url), `{\n${body.join(',\n')}\n}\n`)
} finally {
  server.kill()
  await pause(500)
  rmSync(folder, { recursive: true, force: true })
}
