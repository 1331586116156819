import type { Scenario } from './scenario'
import { alertsArrive } from './scenarios/alerts-arrive'
import { anyOrder } from './scenarios/any-order'
import { boundedCardinality } from './scenarios/bounded-cardinality'
import { databaseRestarts } from './scenarios/database-restarts'
import { exactLevels } from './scenarios/exact-levels'
import { exactMetrics } from './scenarios/exact-metrics'
import { fastStart } from './scenarios/fast-start'
import { fullDisk } from './scenarios/full-disk'
import { gracefulStop } from './scenarios/graceful-stop'
import { noLoss } from './scenarios/no-loss'
import { overload } from './scenarios/overload'
import { processes } from './scenarios/processes'
import { retentionUnderLoad } from './scenarios/retention-under-load'

/** What becomes of events: the tests try these and those of outages side by side. */
export const ofEvents = [
  noLoss,
  exactMetrics,
  exactLevels,
  anyOrder,
  boundedCardinality,
  retentionUnderLoad,
] as unknown as Scenario[]

/** What becomes of the service while it, or what it stands on, is away or has too much to do. */
export const ofOutages = [
  overload,
  databaseRestarts,
  fullDisk,
  gracefulStop,
  fastStart,
  alertsArrive,
  processes,
] as unknown as Scenario[]

/** Every promise that is tried with real processes, really killed. */
export const scenarios = [...ofEvents, ...ofOutages]
