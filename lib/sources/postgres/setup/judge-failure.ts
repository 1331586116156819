import type { SetupCheck } from '../../check-contract'
import { check } from './judge-server'

const certificates = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|DEPTH_ZERO|CERT_|ERR_TLS_CERT_ALTNAME|certificate|altname/i

/** What a failed connection says about the first thing that is in the way. `host` is where it was sought. */
export function judgeFailure(error: unknown, host: string): SetupCheck[] {
  const { code = '', message = String(error) } = error as { code?: string; message?: string }
  const text = message || code
  const reached = check('reach', 'Reached', { state: 'ok', detail: host })
  const failed = (id: string, title: string, detail: string, sql: string | null = null): SetupCheck =>
    check(id, title, { state: 'fail', detail, sql })
  if (code === 'REFUSED_HOST') return [failed('reach', 'Reached', text)]
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return [failed('reach', 'Reached', `No machine is called ${host}`)]
  if (code === 'ECONNREFUSED')
    return [failed('reach', 'Reached', `Nothing listens there, or a firewall refuses it: ${text}`)]
  if (/unsupported startup parameter|server_login_retry|pgbouncer/i.test(text))
    return [
      reached,
      failed(
        'pooler',
        'Direct connection',
        `A pooler such as PgBouncer answers (${text}); give the address of the database itself`,
      ),
    ]
  if (/does not support SSL/i.test(text))
    return [
      reached,
      failed('tls', 'Encryption', 'The server speaks no TLS; switch it on there, or choose no encryption here'),
    ]
  if (certificates.test(code) || certificates.test(text))
    return [
      reached,
      failed(
        'tls',
        'Encryption',
        `The certificate is not trusted: ${text}. Give the certificate of its authority, or do not verify it`,
      ),
    ]
  if (code === '28000' && /pg_hba|no encryption/i.test(text))
    return [
      reached,
      failed('auth', 'Signed in', `${text}. The server needs a line for this in pg_hba.conf, or asks for TLS`),
    ]
  if (/^28/.test(code) || /SASL|password/i.test(text)) return [reached, failed('auth', 'Signed in', text)]
  if (code === '3D000') return [reached, failed('auth', 'Signed in', text)]
  if (/timeout/i.test(text) || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH')
    return [failed('reach', 'Reached', `${host} does not answer: a wrong port, or a firewall in between`)]
  return [failed('reach', 'Reached', text)]
}
