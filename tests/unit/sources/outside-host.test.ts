import { expect, test } from 'vitest'
import { mayHoldDatabase } from '@/lib/sources/outside-host'

test.each([
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '127.0.0.1',
  '::1',
  'fd12::1',
  '52.1.2.3',
  '2a00::1',
  '100.64.0.9',
])('a database may be at %s', (address) => expect(mayHoldDatabase(address)).toBe(true))

test.each([
  '169.254.169.254',
  '169.254.0.1',
  '::ffff:169.254.169.254',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  '100.100.100.200',
  '168.63.129.16',
  '0.0.0.0',
  '::',
  '224.0.0.1',
  'ff02::1',
  '255.255.255.255',
  'db.internal',
])('none is at %s', (address) => expect(mayHoldDatabase(address)).toBe(false))
