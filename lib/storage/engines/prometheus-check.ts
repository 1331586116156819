import { parseDuration } from '@/lib/config/duration'
import { type Address, askEngine, below } from '../ask-engine'
import { EngineError, type EngineReport } from '../engine'
import { remoteWriteHeaders, writeRequest } from './remote-write'

const oldest = [2, 33]
const hourMs = 3_600_000
const dayMs = 24 * hourMs

async function ask(
  settings: Address,
  path: string,
): Promise<{ status: number; json: Record<string, unknown> | null; text: string }> {
  const { status, text } = await askEngine(settings, below(settings.url, path), { patienceMs: 10_000 })
  try {
    return { status, text, json: JSON.parse(text) as Record<string, unknown> }
  } catch {
    return { status, text, json: null }
  }
}

const dataOf = ({ json }: { json: Record<string, unknown> | null }) => (json?.data ?? {}) as Record<string, string>

/** A duration as Prometheus writes it; weeks and years too. */
function readPeriod(text: string | undefined): number | null {
  const match = /^(\d+)y(.*)$/.exec(text ?? '')
  if (match) return Number(match[1]) * 365 * dayMs + (readPeriod(match[2] || '0s') ?? 0)
  return text ? parseDuration(text) : null
}

/** VictoriaMetrics counts months of 31 days where no unit is given. */
function readVictoriaRetention(flags: string): number | null {
  const text = /^-?retentionPeriod="?([^"\n]+)"?$/m.exec(flags)?.[1] ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 31 * dayMs
  return readPeriod(text)
}

async function checkVictoria(settings: Address): Promise<EngineReport | null> {
  const { status, text } = await ask(settings, '/metrics')
  const version = /vm_app_version\{[^}]*short_version="v?([^"]*)"/.exec(text)?.[1]
  if (status !== 200 || version === undefined) return null
  const flags = await ask(settings, '/flags')
  return {
    product: 'VictoriaMetrics',
    version: version || 'of no known version',
    keepsMs: readVictoriaRetention(flags.text),
    takesBackMs: null,
    warnings: [],
  }
}

/** Prometheus answers an empty request 204 where it takes samples, and 404 where it was not told to. */
async function requireReceiver(settings: Address & { write_url?: string | undefined }, product: string) {
  const { url, write_url = below(url, '/api/v1/write') } = settings
  const body = Buffer.from(writeRequest([]))
  const { status, text } = await askEngine(settings, write_url, {
    method: 'POST',
    headers: remoteWriteHeaders,
    body,
    patienceMs: 10_000,
  })
  if (status < 300 || status === 400) return
  const needed =
    'start it with --web.enable-remote-write-receiver, or name another address in metrics.prometheus.write_url'
  throw new EngineError(
    'refused',
    `${product} takes no samples at ${write_url} (${status}: ${text.trim().slice(0, 100)}); ${needed}`,
  )
}

/** What answers at the address, whether it takes samples, and how long it keeps them. */
export async function checkPrometheus(settings: Address & { write_url?: string | undefined }): Promise<EngineReport> {
  const victoria = await checkVictoria(settings)
  if (victoria) {
    await requireReceiver(settings, 'VictoriaMetrics')
    return victoria
  }
  const built = await ask(settings, '/api/v1/status/buildinfo')
  const { version = '' } = dataOf(built)
  if (built.status !== 200 || version === '') {
    const found = `${settings.url} answers ${built.status} at /api/v1/status/buildinfo`
    throw new EngineError(
      'refused',
      `${found}: it is not the API of Prometheus ${oldest.join('.')} or newer, or of VictoriaMetrics`,
    )
  }
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major < oldest[0]! || (major === oldest[0] && minor < oldest[1]!)) {
    throw new EngineError(
      'refused',
      `${settings.url} is Prometheus ${version}; remote write is taken from ${oldest.join('.')} on`,
    )
  }
  await requireReceiver(settings, `Prometheus ${version}`)
  const [runtime, config] = [
    await ask(settings, '/api/v1/status/runtimeinfo'),
    await ask(settings, '/api/v1/status/config'),
  ]
  const retention = dataOf(runtime).storageRetention?.split(' ')[0]
  const window = readPeriod(/out_of_order_time_window:\s*(\S+)/.exec(dataOf(config).yaml ?? '')?.[1]) || 0
  const late =
    'Prometheus takes nothing that is an hour older than its newest sample; after a longer absence minutes stay in PostgreSQL. '
  const set = 'Set storage.tsdb.out_of_order_time_window in its configuration, 1d for example'
  const own = { product: 'Prometheus', version, keepsMs: readPeriod(retention) }
  return { ...own, takesBackMs: Math.max(window, hourMs), warnings: window > 0 ? [] : [late + set] }
}
