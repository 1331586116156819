import { expect, test } from 'vitest'
import { settleForwarded } from '@/lib/http/client-address'

test.each([
  ['a proxy on this machine', '203.0.113.9, 198.51.100.2', '127.0.0.1', '203.0.113.9, 198.51.100.2'],
  ['a proxy in the same network', '8.8.4.4', '::ffff:10.1.2.3', '8.8.4.4'],
  ['a proxy with a local IPv6 address', '8.8.4.4', 'fe80::1%eth0', '8.8.4.4'],
  ['somebody from the open network', '10.0.0.1', '8.8.8.8', '8.8.8.8'],
  ['the same in IPv6', '10.0.0.1', '2606:4700::1111', '2606:4700::1111'],
  ['the same, mapped', 'x', '::ffff:8.8.8.8', '::ffff:8.8.8.8'],
  ['somebody who says nothing', undefined, '8.8.8.8', undefined],
  ['a socket that is gone', '8.8.4.4', undefined, '8.8.4.4'],
])('%s', (_name, given, peer, settled) => {
  expect(settleForwarded(given, peer)).toBe(settled)
})
