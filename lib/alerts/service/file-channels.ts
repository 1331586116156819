import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import { uuidv7 } from 'uuidv7'
import { channelsOf } from '@/lib/config/alert-channels'
import type { Context } from '@/lib/context/context'
import { splitSecrets } from '../channel-secrets'
import {
  type ChannelRow,
  findChannelNamed,
  insertChannelRow,
  listFileChannels,
  removeChannelRow,
  updateChannelRow,
} from '../store/channels'
import { keepConfig, openConfig, requireConfig } from './channel-settings'

type FileChannel = ReturnType<typeof channelsOf>[number]

const settingsOf = ({ enabled, send_resolved, min_severity, max_per_minute }: FileChannel) => ({
  enabled: enabled ?? true,
  sendResolved: send_resolved ?? true,
  minSeverity: min_severity ?? null,
  maxPerMinute: max_per_minute ?? 20,
})

async function keep(context: Context, given: FileChannel) {
  const { db, now, log } = context
  const { name, type } = given
  const config = requireConfig(type, given.config)
  const before = await findChannelNamed(db, name)
  const settings = settingsOf(given)
  if (!before) {
    const id = uuidv7()
    const kept = { ...settings, ...keepConfig(context, id, type, config), origin: 'file' as const }
    const fresh = { goneAt: null, lastError: null, lastSentAt: null, createdAt: now, updatedAt: now }
    await insertChannelRow(db, { id, name, type, ...kept, ...fresh })
    return
  }
  if (before.origin === 'manual') log.warn({ channel: name }, 'a channel made by hand is now set by the configuration')
  const opened = openConfig(context, before)
  const { shown, secrets } = splitSecrets(type, config)
  const same = before.type === type && isDeepStrictEqual([opened.secrets, before.config], [secrets, shown])
  const change: Partial<ChannelRow> = { ...settings, origin: 'file' }
  if (!same)
    Object.assign(change, { type, ...keepConfig(context, before.id, type, config), goneAt: null, lastError: null })
  await updateChannelRow(db, before.id, { ...change, updatedAt: now })
}

/** Has the channels of the configuration be there as it says, and no others of it. One that makes no sense is left out, with a warning. */
export async function keepFileChannels(context: Context): Promise<void> {
  const { db, config, log } = context
  const given = channelsOf(config.alerts.channels)
  for (const channel of given)
    await keep(context, channel).catch((error: Error) =>
      log.warn({ channel: channel.name, reason: error.message }, 'a channel of the configuration is left as it was'),
    )
  for (const row of await listFileChannels(db))
    if (!given.some(({ name }) => name === row.name)) await removeChannelRow(db, row.id)
}
