import 'server-only'
import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Context } from '@/lib/context/context'
import { mayReach, type Range, readRange } from '../outside-address'

/** All addresses of a name, as the machine resolves it. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

export const resolveHost: Resolve = (host) => lookup(host, { all: true, verbatim: true })

/** Why nothing is sent to a host. */
export class RefusedAddress extends Error {
  readonly code = 'REFUSED_ADDRESS'
}

export const allowedRanges = ({ config }: Pick<Context, 'config'>): Range[] =>
  config.alerts.allowed_addresses.map(readRange).filter((range) => range !== null)

/** The addresses of a host that messages may go to. Throws `RefusedAddress` where there is none, saying why. */
export async function reachable(host: string, allowed: readonly Range[], resolve: Resolve): Promise<LookupAddress[]> {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(bare)
  const found = family > 0 ? [{ address: bare, family }] : await resolve(bare).catch(() => [])
  if (found.length === 0) throw new RefusedAddress(`${bare} is not known: its name does not resolve`)
  const open = found.filter(({ address }) => mayReach(address, allowed))
  if (open.length > 0) return open
  throw new RefusedAddress(
    `${bare} is an address inside a network; messages go there only where alerts.allowed_addresses says so`,
  )
}
