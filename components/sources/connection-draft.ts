import type { SourceInput } from '@/lib/sources/client'
import type { tlsNames } from './tls-words'

export type Tls = keyof typeof tlsNames
export type ConnectionDraft = {
  name: string
  way: 'url' | 'fields'
  url: string
  host: string
  port: string
  database: string
  user: string
  password: string
  /** As the address says, unless it is chosen. */
  tls: Tls | 'given'
  ca: string
}

export const newConnection: ConnectionDraft = {
  ...{ name: '', way: 'url', url: '', host: '', port: '5432', database: '', user: '', password: '' },
  tls: 'given',
  ca: '',
}

/** The name of the database in an address, as a name for the source. */
export function nameFrom({ way, url, database, name }: ConnectionDraft): string {
  if (name.trim() !== '') return name.trim()
  const path = way === 'url' ? /^[a-z]+:\/\/[^/]+\/([^?#]*)/i.exec(url.trim())?.[1] : database
  const plain = (path ?? '').replace(/[^A-Za-z0-9_.-]/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  return plain.slice(0, 63) || 'shop'
}

function addressOf({ way, url, host, port, database, user, password }: ConnectionDraft): string {
  if (way === 'url') return url.trim()
  const [who, secret, name] = [user, password, database].map((text) => encodeURIComponent(text))
  return `postgres://${who}${password === '' ? '' : `:${secret}`}@${host.trim()}:${port.trim() || '5432'}/${name}`
}

/** What is sent of it. */
export function readConnectionDraft(draft: ConnectionDraft): SourceInput {
  return {
    ...{ name: nameFrom(draft), type: 'postgres', url: addressOf(draft) },
    ...(draft.tls === 'given' ? {} : { tls: draft.tls }),
    ...(draft.ca.trim() === '' ? {} : { ca: draft.ca }),
  }
}
