import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './say.mjs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function get(url, apiKey) {
  const headers = apiKey ? { Authorization: `Bearer ${apiKey}` } : {}
  try {
    return await fetch(url, { headers, signal: AbortSignal.timeout(5000) })
  } catch {
    return undefined
  }
}

/** Resolves to whether /ready answered 200 before the bound. */
export async function waitUntilReady(address, boundMs, isOver) {
  for (const until = Date.now() + boundMs; Date.now() < until && !isOver(); await pause(100)) {
    const answer = await get(`${address}/ready`)
    await answer?.body?.cancel()
    if (answer?.ok) return true
  }
  return false
}

/** Says the name of the first metric as soon as there is one. */
export async function announceFirstMetric({ address, apiKey }, begunAt, isOver) {
  for (; !isOver(); await pause(500)) {
    const answer = await get(`${address}/api/v1/datawatch/metrics?limit=1`, apiKey)
    const body = await answer?.json().catch(() => undefined)
    const name = body?.data?.metrics?.[0]?.name
    if (name) return say(`The first metric is live: ${name} (after ${((Date.now() - begunAt) / 1000).toFixed(1)} s)`)
  }
}

/** Says how to reach the demo's own database, so that its rows can be changed by hand. */
export function announceShop(dataDir) {
  try {
    const url = new URL(readFileSync(join(dataDir, 'postgres.url'), 'utf8').trim())
    url.pathname = '/shop'
    say(`The demo shop's database: psql "${url}"`)
  } catch {}
}
