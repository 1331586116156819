import type { Scope } from '@/lib/access/access-words'

/** A command that uses a key, by the first of what it is for. */
export function keyExample(
  origin: string,
  key: string,
  scopes: readonly Scope[],
  tables: readonly string[] | null,
): string {
  const authorization = `-H "Authorization: Bearer ${key}"`
  const base = `${origin}/api/v1/datawatch`
  if (scopes.includes('ingest')) {
    return `curl -X POST ${base}/events \\
  ${authorization} \\
  -H "Content-Type: application/json" \\
  -d '{
    "id": "evt_1",
    "type": "INSERT",
    "table": "${tables?.[0] ?? 'orders'}",
    "timestamp": "'"$(date -u +%FT%TZ)"'",
    "after": { "id": 1001, "amount": 99.99, "status": "pending" }
  }'`
  }
  if (scopes.some((scope) => scope === 'read' || scope === 'write' || scope === 'admin')) {
    return `curl ${base}/metrics \\\n  ${authorization}`
  }
  return `curl -X POST ${origin}/api/cron/detect \\\n  ${authorization}`
}
