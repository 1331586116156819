import 'server-only'
import { type EngineHealth, readEngineHealth } from '@/lib/storage/service/engine-status'
import { getRuntime } from './runtime'

const patienceMs = 2000

/** `storage`: the engine in which minutes rest; one that fails keeps nobody from sending and asking. */
type Readiness = { ready: boolean; reason?: string; storage?: EngineHealth }

/** Whether this process can take events and answer questions, with the reason where it cannot. */
export async function checkReadiness(): Promise<Readiness> {
  let timer: NodeJS.Timeout | undefined
  try {
    const { db, config, stopping } = getRuntime()
    if (stopping) return { ready: false, reason: 'DataWatch is stopping' }
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), patienceMs)
    })
    const storage = await Promise.race([readEngineHealth({ db, config }), late])
    return { ready: true, ...(storage ? { storage } : {}) }
  } catch (error) {
    return { ready: false, reason: (error as Error).message }
  } finally {
    clearTimeout(timer)
  }
}
