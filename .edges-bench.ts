import { sortMessages } from '@/lib/events/sort'
import { configSchema } from '@/lib/config/schema'
import { createMask } from '@/lib/events/mask'
const { privacy } = configSchema.parse({})
const mask = createMask(privacy, 'a secret of the tests')
const limits = { maxIdLength: 255, maxDepth: 32, maxKeys: 2000, maxEventBytes: 1e6, latestAt: Date.now() }
const messages = Array.from({ length: 1000 }, (_, i) => ({ id: `e${i}`, type: 'INSERT', table: 'orders', schema: 'public', timestamp: '2026-03-01T10:00:00Z', after: { id: i, amount: 10.5, status: 'paid', customer: i % 7 } }))
const run = (n: number) => { const t = performance.now(); for (let i = 0; i < n; i++) sortMessages(messages, { hints: { receivedAt: 'x' }, mask }, limits); return (performance.now() - t) / n }
run(100)
console.log([1,2,3,4,5].map(() => run(100).toFixed(3)).join(' '))
