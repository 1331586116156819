import ipaddr from 'ipaddr.js'

/** Whether an address is one of the open network: a proxy in front of this server has one of its own network. */
export function isPublic(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  return ipaddr.isValid(plain) && ipaddr.process(plain).range() === 'unicast'
}

/** What attempts are counted by: an IPv6 address stands for its /64, which is as easily had as one address. */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '')
  if (!ipaddr.isValid(plain)) return address
  const known = ipaddr.process(plain)
  if (known.kind() === 'ipv4') return known.toString()
  return `${known.toByteArray().slice(0, 8).join('.')}/64`
}

/**
 * What `X-Forwarded-For` is to say of a request that came from `peer`: a proxy is believed, whoever comes straight from the open
 * network may not say that they come from elsewhere.
 */
export const settleForwarded = (given: string | undefined, peer: string | undefined): string | undefined =>
  given !== undefined && peer !== undefined && isPublic(peer) ? peer : given
