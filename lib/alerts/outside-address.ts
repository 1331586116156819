import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
export type Range = [Address, number]

/** Public by its number, and yet the host of the machines of one provider. */
const hostOfAzure = '168.63.129.16'
const globalUnicast: Range = [ipaddr.parse('2000::'), 3]

/** An address or a range such as `10.0.0.0/8`; null where the text is neither. */
export function readRange(text: string): Range | null {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text)
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) return null
  const address = ipaddr.parse(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const lies = (address: Address, [base, bits]: Range) => address.kind() === base.kind() && address.match(base, bits)

/**
 * Whether messages may go to an address: it is one of the open network, or in a range that is allowed. An IPv4 address inside an IPv6 one
 * is judged as what it is; those that a gateway translates are no addresses of the open network.
 */
export function mayReach(text: string, allowed: readonly Range[]): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text.replace(/%.*$/, ''))
  if (allowed.some((range) => lies(address, range))) return true
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' ? address.toString() !== hostOfAzure : lies(address, globalUnicast)
}
