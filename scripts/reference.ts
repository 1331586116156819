import { writeFileSync } from 'node:fs'
import { configurationReference } from '@/lib/config/reference'
import { configSchema } from '@/lib/config/schema'
import { metricsReference, processMetrics } from '@/lib/runtime/metrics-reference'

writeFileSync('docs/reference/configuration.md', configurationReference(configSchema))
writeFileSync('docs/reference/metrics.md', metricsReference(processMetrics()))
