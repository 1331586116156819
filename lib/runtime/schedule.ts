import 'server-only'
import { Cron } from 'croner'
import { forgetDeliveries } from '@/lib/alerts/service/deliveries'
import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { detectAnomalies } from '@/lib/anomalies/service/detect'
import type { Context } from '@/lib/context/context'
import { emptyTrash } from '@/lib/dashboards/service/delete-dashboard'
import { expireSamples } from '@/lib/metrics/service/expire'
import { watchQuality } from '@/lib/quality/service/watch'
import { applyStatements } from '@/lib/schemas/service/statements'
import { forgetOldShares } from '@/lib/shares/service/manage'

export type Schedule = { stop(): Promise<void> }

type Job = { name: string; everyMs: number; run(context: Context): Promise<unknown> }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Alerts are tended this often at least, and rules are evaluated soon after their window is over. */
const tendMs = 10_000

function startJob({ name, everyMs, run }: Job, makeContext: () => Context): Schedule {
  let running: Promise<void> = Promise.resolve()
  const once = async () => {
    const context = makeContext()
    try {
      await run(context)
    } catch (error) {
      context.log.error({ err: error, job: name }, 'scheduled job failed; its next run takes up what it left')
    }
  }
  const options = { interval: Math.ceil(everyMs / 1000), protect: true, unref: true }
  const cron = new Cron('* * * * * *', options, () => {
    running = once()
    return running
  })
  return {
    stop: async () => {
      cron.stop()
      await running
    },
  }
}

/** Runs the jobs of this process; other processes run them too, and each job sees to it that its work is done once. */
export function startSchedule(makeContext: () => Context): Schedule {
  const { alerts, anomaly, quality } = makeContext().config
  const { enabled, detection_interval } = anomaly
  const jobs: Job[] = [
    { name: 'expire', everyMs: hourMs, run: expireSamples },
    { name: 'trash', everyMs: hourMs, run: emptyTrash },
    { name: 'shares', everyMs: hourMs, run: forgetOldShares },
    { name: 'alert deliveries', everyMs: hourMs, run: forgetDeliveries },
    { name: 'schema statements', everyMs: minuteMs, run: applyStatements },
  ]
  if (quality.enabled) jobs.push({ name: 'quality', everyMs: quality.evaluation_interval, run: watchQuality })
  if (alerts.enabled)
    jobs.push({ name: 'alerts', everyMs: Math.min(alerts.evaluation_interval, tendMs), run: evaluateRules })
  if (enabled) jobs.push({ name: 'detect', everyMs: detection_interval, run: detectAnomalies })
  const running = jobs.map((job) => startJob(job, makeContext))
  return { stop: async () => void (await Promise.all(running.map((job) => job.stop()))) }
}
