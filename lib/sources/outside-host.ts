import ipaddr from 'ipaddr.js'

/** Where cloud providers answer a machine about itself, its credentials included, outside the link-local range. */
const metadata = ['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254']
const never = new Set(['linkLocal', 'multicast', 'broadcast', 'unspecified', 'reserved'])

/**
 * Whether a database may be sought at an address. Databases live in private networks, so those are allowed, this machine too; what
 * answers a machine about itself, and what is no address of one host, is not.
 */
export function mayHoldDatabase(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text.replace(/%.*$/, ''))
  return !never.has(address.range()) && !metadata.includes(address.toString())
}

export const refusedHost = (host: string) =>
  `${host} is an address that is there for the machine itself or for many, never that of a database`
