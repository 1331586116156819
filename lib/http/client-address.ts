import ipaddr from 'ipaddr.js'

/** Whether an address is one of the open network: a proxy in front of this server has one of its own network. */
export function isPublic(address: string): boolean {
  const plain = address.replace(/%.*$/, '')
  return ipaddr.isValid(plain) && ipaddr.process(plain).range() === 'unicast'
}

/**
 * What `X-Forwarded-For` is to say of a request that came from `peer`: a proxy is believed, whoever comes straight from the open
 * network may not say that they come from elsewhere.
 */
export const settleForwarded = (given: string | undefined, peer: string | undefined): string | undefined =>
  given !== undefined && peer !== undefined && isPublic(peer) ? peer : given
