import 'server-only'
import postgres from 'postgres'
import { classifyFailure } from '@/lib/db/failure'
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

/** Why the database cannot be had; what it refuses is ours to look at, and nobody else's to read. */
function reasonOf(error: unknown): string {
  if (classifyFailure(error) !== 'fault' || !(error instanceof postgres.PostgresError)) return (error as Error).message
  findRuntime()?.log.error({ err: error }, 'the database is not what it should be')
  return 'Something went wrong on our side; the log has what'
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
    return { ready: false, reason: reasonOf(error), ...tellRedis() }
  } finally {
    clearTimeout(timer)
  }
}
