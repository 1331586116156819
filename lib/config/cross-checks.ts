import type { z } from 'zod'
import { retentionsOf } from '@/lib/storage/retention'
import { channelsOf } from './alert-channels'
import type { Problem } from './explain'
import type { configSchema } from './schema'
import { storageChecks } from './storage-checks'
import { secretsOf, standardKey } from './webhook-secrets'

type Parsed = z.output<typeof configSchema>

/** What no key can tell by itself: pairs that go together, names that must differ. */
export function crossChecks(config: Parsed): Problem[] {
  const problems: Problem[] = []
  const { access, alerts, metrics, ingest, privacy, sources } = config
  if (access.owner_email && !access.owner_password) {
    problems.push({ path: 'access.owner_email', message: 'access.owner_email needs access.owner_password' })
  }
  if (access.owner_password && !access.owner_email) {
    problems.push({ path: 'access.owner_password', message: 'access.owner_password needs access.owner_email' })
  }
  const { github, google, oidc } = access.providers
  if ((github || google || oidc) && !config.server.public_url) {
    const message = 'access.providers needs server.public_url: providers lead people back to it'
    problems.push({ path: 'access.providers', message })
  }
  problems.push(...storageChecks(config))
  for (const { name, type, config: channel } of channelsOf(alerts.channels)) {
    const path = `alerts.channels.${name}`
    const given = channel as { webhook_url?: string; bot_token?: string; channel?: string; secret?: string }
    const bot = given.bot_token && given.channel
    if (type === 'slack' && !given.webhook_url && !bot)
      problems.push({ path, message: `${path} needs a webhook_url, or a bot_token and a channel` })
    if (type === 'webhook' && given.secret && standardKey(given.secret) === null)
      problems.push({ path, message: `${path}.secret must be base64 of at least 16 bytes, with or without whsec_` })
  }
  const { rollups_1m, rollups_1h, rollups_1d } = retentionsOf(metrics)
  for (const [finer, coarser, isShorter] of [
    ['minutes', 'hours', rollups_1h < rollups_1m],
    ['hours', 'days', rollups_1d < rollups_1h],
  ] as const) {
    const path = `metrics.rollup_retention.${coarser}`
    if (isShorter) problems.push({ path, message: `${path} must not be below that of ${finer}` })
  }
  if (ingest.max_event_bytes > ingest.max_unpacked_bytes) {
    const message = 'ingest.max_event_bytes must not be above ingest.max_unpacked_bytes'
    problems.push({ path: 'ingest.max_event_bytes', message })
  }
  if (ingest.max_events > ingest.queue_events) {
    const message = 'ingest.queue_events must not be below ingest.max_events'
    problems.push({ path: 'ingest.queue_events', message })
  }
  for (const [index, { mask, hash, allow }] of privacy.tables.entries()) {
    const path = `privacy.tables.${index}`
    const named = [...new Set(mask), ...new Set(hash), ...new Set(allow)]
    const twice = named.find((column, place) => named.indexOf(column) < place)
    if (twice) problems.push({ path, message: `${path}: ${twice} stands in two of mask, hash and allow` })
    if (named.length === 0) problems.push({ path, message: `${path} needs columns under mask, hash or allow` })
  }
  for (const [index, { table, column, role, unit }] of metrics.columns.entries()) {
    const path = `metrics.columns.${index}`
    const same = (other: (typeof metrics.columns)[number]) => other.table === table && other.column === column
    if (!role && !unit) problems.push({ path, message: `${path} needs a role, a unit or both` })
    if (metrics.columns.findIndex(same) < index) {
      problems.push({ path, message: `${path}: ${column} of ${table} is set by an entry before` })
    }
  }
  if (ingest.max_reading_bytes < ingest.max_body_bytes + ingest.max_unpacked_bytes) {
    const message =
      'ingest.max_reading_bytes must not be below ingest.max_body_bytes and ingest.max_unpacked_bytes together'
    problems.push({ path: 'ingest.max_reading_bytes', message })
  }
  for (const [index, source] of sources.entries()) {
    const { name } = source
    if (source.type === 'webhook' && source.scheme === 'standard_webhooks') {
      const unreadable = secretsOf(source).find((secret) => standardKey(secret) === null)
      const message = `sources.${index}: a secret of standard_webhooks is base64 of at least 16 bytes, with or without whsec_`
      if (unreadable) problems.push({ path: `sources.${index}`, message })
    }
    if (sources.findIndex((other) => other.name === name) < index) {
      problems.push({
        path: `sources.${index}.name`,
        message: `sources.${index}.name: ${name} is taken by another source`,
      })
    }
  }
  return problems
}
