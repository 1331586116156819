import 'server-only'
import type { LinkState } from '@/lib/redis/link'
import { type EngineHealth, readEngineHealth } from '@/lib/storage/service/engine-status'
import { findRuntime, getRuntime } from './runtime'

const patienceMs = 2000

/**
 * `storage`: the engine in which minutes rest; one that fails keeps nobody from sending and asking. `redis`: where one is configured; a
 * process without its Redis is as ready, and slower.
 */
type Readiness = {
  ready: boolean
  reason?: string
  storage?: EngineHealth
  redis?: { state: LinkState; reason?: string }
}

function tellRedis(): Pick<Readiness, 'redis'> {
  const redis = findRuntime()?.redis
  return redis ? { redis: { state: redis.state, ...(redis.reason === null ? {} : { reason: redis.reason }) } } : {}
}

/** Whether this process can take events and answer questions, with the reason where it cannot. */
export async function checkReadiness(): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined
  try {
    const { db, config, stopping } = getRuntime()
    if (stopping) return { ready: false, reason: 'DataWatch is stopping', ...tellRedis() }
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), patienceMs)
    })
    const storage = await Promise.race([readEngineHealth({ db, config }), late])
    return { ready: true, ...(storage ? { storage } : {}), ...tellRedis() }
  } catch (error) {
    return { ready: false, reason: (error as Error).message, ...tellRedis() }
  } finally {
    clearTimeout(timer)
  }
}
