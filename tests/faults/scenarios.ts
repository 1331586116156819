import type { Scenario } from './scenario'
import { anyOrder } from './scenarios/any-order'
import { databaseRestarts } from './scenarios/database-restarts'
import { exactMetrics } from './scenarios/exact-metrics'
import { fullDisk } from './scenarios/full-disk'
import { noLoss } from './scenarios/no-loss'
import { overload } from './scenarios/overload'

/** Every promise that is tried with real processes, really killed. */
export const scenarios = [noLoss, exactMetrics, anyOrder, overload, databaseRestarts, fullDisk] as unknown as Scenario[]
