import 'server-only'
import { Cron } from 'croner'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import type { Context } from '@/lib/context/context'

export type Schedule = { stop(): Promise<void> }

/** Runs detection passes in this process; other processes do too, and each slot is run by one. `stop` waits for the running pass. */
export function startSchedule(makeContext: () => Context): Schedule {
  const { enabled, detection_interval: intervalMs } = makeContext().config.anomaly
  if (!enabled) return { stop: async () => {} }
  let running: Promise<void> = Promise.resolve()
  const run = async () => {
    const context = makeContext()
    try {
      await detectAnomalies(context)
    } catch (error) {
      context.log.error({ err: error }, 'detection pass failed; the next one judges what it would have')
    }
  }
  const job = new Cron('* * * * * *', { interval: Math.ceil(intervalMs / 1000), protect: true, unref: true }, () => {
    running = run()
    return running
  })
  return {
    stop: async () => {
      job.stop()
      await running
    },
  }
}
