import type { Scenario } from './scenario'
import { anyOrder } from './scenarios/any-order'
import { exactMetrics } from './scenarios/exact-metrics'
import { noLoss } from './scenarios/no-loss'

/** Every promise that is tried with real processes, really killed. */
export const scenarios = [noLoss, exactMetrics, anyOrder] as unknown as Scenario[]
