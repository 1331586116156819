import { createClient } from '@redis/client'
import type { GivenConfig } from '@/lib/config/schema'
import { describeFault } from '@/lib/redis/fault'
import { type Finding, fail, ok, warn } from './finding'

const oldestMajor = 6
const connectMs = 5000
const silentMs = 10_000
const subject = 'datawatch_changes:doctor'

const remedies: [RegExp, string][] = [
  [/password|user name/, 'mend the user and the password in redis.url'],
  [/may not do what/, 'give the user what "Several processes" in the documentation lists, by ACL SETUSER'],
  [/older than Redis/, 'use Redis 6 or newer, or Valkey'],
  [/database of that number/, 'mend the number at the end of redis.url'],
  [/loading/, 'wait until it has loaded'],
]
const otherwise = 'start it, or mend redis.url; DataWatch goes on without it meanwhile'

type Memory = { maxmemory?: string; maxmemory_policy?: string }

/** What is bounded by nobody grows; a user that may not ask is not told. */
function judgeMemory({ maxmemory, maxmemory_policy: policy = '' }: Memory): Finding[] {
  const todo = 'set maxmemory, and maxmemory-policy allkeys-lru'
  if (maxmemory === undefined) return []
  if (Number(maxmemory) === 0) return [warn('redis memory', 'maxmemory is not set: kept answers may fill it', todo)]
  if (policy === 'noeviction')
    return [warn('redis memory', 'maxmemory-policy is noeviction: once full it keeps no more answers', todo)]
  return [ok('redis memory', `bounded, ${policy}`)]
}

const readInfo = (text: string): Memory =>
  Object.fromEntries(text.split('\r\n').flatMap((line) => (line.startsWith('maxmemory') ? [line.split(':', 2)] : [])))

async function ask(url: string): Promise<Finding[]> {
  const client = createClient({
    url,
    name: 'datawatch-doctor',
    maintNotifications: 'disabled',
    socket: { connectTimeout: connectMs, socketTimeout: silentMs, reconnectStrategy: false },
  }).on('error', () => {})
  try {
    await client.connect()
    const { server, version } = await client.hello()
    const name = server === 'valkey' ? 'Valkey' : 'Redis'
    const said = `${name} ${version}, ${new URL(url).host}`
    if (name === 'Redis' && Number.parseInt(version, 10) < oldestMajor)
      return [fail('redis', said, 'use Redis 6 or newer, or Valkey')]
    await client.get('datawatch:doctor')
    await client.eval('return 1', { keys: ['datawatch:doctor'] })
    await client.publish(subject, '')
    const memory = await client.info('memory').then(readInfo, () => ({}))
    return [ok('redis', said), ...judgeMemory(memory)]
  } finally {
    if (client.isOpen) client.destroy()
  }
}

/** Whether Redis answers, is new enough and lets DataWatch do what it does there; nothing is written. */
export async function checkRedis({ redis: { url } }: GivenConfig): Promise<Finding[]> {
  if (!url) return [ok('redis', 'none is named, and none is needed')]
  try {
    return await ask(url)
  } catch (error) {
    const detail = describeFault(error as Error, url)
    const todo = remedies.find(([pattern]) => pattern.test(detail))?.[1] ?? otherwise
    return [fail('redis', detail, todo)]
  }
}
