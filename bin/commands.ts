import { backup } from './commands/backup'
import { completion } from './commands/completion'
import { dashboards } from './commands/dashboards'
import { detect } from './commands/detect'
import { doctor } from './commands/doctor'
import { ingest } from './commands/ingest'
import { metrics } from './commands/metrics'
import { query } from './commands/query'
import { rebuild } from './commands/rebuild'
import { restore } from './commands/restore'
import { rules } from './commands/rules'
import { secrets } from './commands/secrets'
import { start } from './commands/start'
import { storage } from './commands/storage'
import { tail } from './commands/tail'
import type { Description } from './description'

/** Every command of `datawatch`, in the order in which help lists them. */
export const descriptions: readonly Description[] = [
  start,
  doctor,
  ingest,
  tail,
  query,
  metrics,
  dashboards,
  rules,
  backup,
  restore,
  rebuild,
  storage,
  secrets,
  detect,
  completion,
]
