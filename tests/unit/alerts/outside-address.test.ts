import { describe, expect, test } from 'vitest'
import { mayReach, readRange } from '@/lib/alerts/outside-address'

const ranges = (...texts: string[]) => texts.map((text) => readRange(text)!)

describe('what lies inside a network is refused', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, the short form', '127.1'],
    ['loopback in hexadecimal', '0x7f000001'],
    ['loopback as a number', '2130706433'],
    ['loopback in octal', '0177.0.0.1'],
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['a private network', '10.1.2.3'],
    ['another', '172.16.0.1'],
    ['a third', '192.168.1.1'],
    ['link-local, and metadata of clouds', '169.254.169.254'],
    ['metadata behind a shared address', '100.100.100.200'],
    ['metadata of Azure', '168.63.129.16'],
    ['metadata of Oracle', '192.0.0.192'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '203.0.113.9'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['loopback in IPv6', '::1'],
    ['nothing', '::'],
    ['an IPv4 address inside IPv6', '::ffff:127.0.0.1'],
    ['the same in hexadecimal', '::ffff:7f00:1'],
    ['the same, deprecated', '::127.0.0.1'],
    ['NAT64', '64:ff9b::7f00:1'],
    ['NAT64 of a network', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['link-local in IPv6', 'fe80::1'],
    ['with a zone', 'fe80::1%eth0'],
    ['unique local, and metadata of AWS', 'fd00:ec2::254'],
    ['site-local', 'fec0::1'],
    ['multicast in IPv6', 'ff02::1'],
    ['documentation in IPv6', '2001:db8::1'],
    ['no address', 'localhost'],
  ])('%s: %s', (_name, address) => expect(mayReach(address, [])).toBe(false))
})

test.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('the open network: %s', (address) =>
  expect(mayReach(address, [])).toBe(true),
)

test('what is allowed is allowed, and nothing beside it', () => {
  const allowed = ranges('127.0.0.1', '10.2.0.0/16', 'fd00::/8')
  expect(['127.0.0.1', '::ffff:127.0.0.1', '10.2.3.4', 'fd00::1'].map((one) => mayReach(one, allowed))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(['127.0.0.2', '10.3.0.1', 'fe80::1'].map((one) => mayReach(one, allowed))).toEqual([false, false, false])
})

test.each(['', 'x', '10.0.0.0/33', '10.0.0', 'localhost'])('no range: %s', (text) => expect(readRange(text)).toBeNull())
