import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withDeadline } from '@/lib/http/deadline'
import { readRequestId } from '@/lib/http/request-id'

test('what comes in time stands, be it a value or an error', async () => {
  expect(await withDeadline(Promise.resolve(7), 50)).toBe(7)
  await expect(withDeadline(Promise.reject(new Error('own')), 50)).rejects.toThrow('own')
})

test('what does not is unavailable, with a time to come back', async () => {
  const late = withDeadline(pause(2000), 20, 'send it again')
  await expect(late).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'deadline',
    headers: { 'Retry-After': '5' },
    message: expect.stringContaining('send it again'),
  })
})

test.each(['', 'a b', 'x'.repeat(129), 'a\nb', 'é', null, undefined])('%j is no request id', (given) => {
  expect(readRequestId(given)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
})
