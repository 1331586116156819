import 'server-only'
import { getRuntime } from './runtime'

const patienceMs = 2000

/** Whether this process can take events and answer questions, with the reason where it cannot. */
export async function checkReadiness(): Promise<{ ready: boolean; reason?: string }> {
  let timer: NodeJS.Timeout | undefined
  try {
    const { db, stopping } = getRuntime()
    if (stopping) return { ready: false, reason: 'DataWatch is stopping' }
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), patienceMs)
    })
    await Promise.race([db.$client`select 1`, late])
    return { ready: true }
  } catch (error) {
    return { ready: false, reason: (error as Error).message }
  } finally {
    clearTimeout(timer)
  }
}
