import type { SourceState } from './contract'

export type Advice = { words: string; sql: string | null }

/** What somebody can do about how a source stands; null where there is nothing to be done. `detail` is what is said of it. */
export function advise(state: SourceState, detail: string): Advice | null {
  const said = /\brun: (.+?)(?:;? else .*| and restart the server.*|, or drop .*)?$/s.exec(detail)
  const sql = said ? said[1]!.replace(/;?$/, ';') : null
  const say = (words: string): Advice => ({ words, sql })
  if (state === 'taken') return say('Something else reads this slot. End it, or give this source another slot.')
  if (sql && /restart the server/.test(detail)) return say('Run this as a superuser, then restart the server.')
  if (sql) return say('Run this in the database; DataWatch tries again by itself.')
  if (state !== 'failed' && state !== 'waiting') return null
  if (/password authentication|no password supplied|SCRAM|SASL/i.test(detail))
    return say('The server does not take this user and password. Change the connection.')
  if (/self.signed|certificate|altname/i.test(detail))
    return say(
      'The certificate of the server is not one that is trusted: give the certificate of its authority, or verify less.',
    )
  if (/does not support SSL/i.test(detail))
    return say('The server speaks no TLS: choose TLS off, or switch it on there.')
  if (/pg_hba|no encryption/i.test(detail))
    return say('The server lets nobody in from here this way: add a line to its pg_hba.conf, or use TLS.')
  if (/startup parameter|pgbouncer/i.test(detail))
    return say('This is a connection pooler. Give the address of the database itself.')
  if (/ENOTFOUND|EAI_AGAIN|does not resolve/.test(detail)) return say('No machine has this name. Check the host.')
  if (/ECONNREFUSED/.test(detail)) return say('Nothing listens at this host and port, or a firewall refuses it.')
  if (/timeout|ETIMEDOUT|EHOSTUNREACH/i.test(detail))
    return say('The host does not answer. Check the port, and whether a firewall is in between.')
  if (/there are no .* yet/.test(detail)) return say('It goes on as soon as there is a table.')
  return null
}
