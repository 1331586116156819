import { expect, test } from 'vitest'
import { plainCode, setupCode } from '@/lib/access/setup-code'

test('a code is readable, of its secret alone, and told however it is typed', () => {
  const code = setupCode('a secret of sixteen')
  expect(code).toMatch(/^([A-HJ-NP-Z2-9]{5}-){3}[A-HJ-NP-Z2-9]{5}$/)
  expect(setupCode('a secret of sixteen')).toBe(code)
  expect(setupCode('another secret')).not.toBe(code)
  expect(plainCode(` ${code.toLowerCase().replaceAll('-', ' ')}`)).toBe(plainCode(code))
})
