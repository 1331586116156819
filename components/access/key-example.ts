import type { Scope } from '@/lib/access/access-words'

/** A command that uses a key, by the first of what it is for. */
export function keyExample(
  origin: string,
  key: string,
  scopes: readonly Scope[],
  tables: readonly string[] | null,
): string {
  const authorization = '-H "Authorization: Bearer $API_KEY"'
  const base = `${origin}/api/v1/datawatch`
  if (scopes.includes('ingest')) {
    return `API_KEY=${key}
curl -X POST ${base}/events \\
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
    return `API_KEY=${key}\ncurl ${base}/metrics \\\n  ${authorization}`
  }
  return `API_KEY=${key}\ncurl -X POST ${origin}/api/cron/detect \\\n  ${authorization}`
}
