import { expect, test } from 'vitest'
import { Intake } from '@/lib/events/intake'

const kib = 1024
const refused = (reason: string) =>
  expect.objectContaining({ code: 'unavailable', reason, headers: { 'Retry-After': '1' } })

test('so many requests and no more; a place that is left is free again, once', () => {
  const intake = new Intake({ maxRequests: 2, maxReadingBytes: 1000 * kib, maxHandlingBytes: 1000 * kib })
  const first = intake.enter()
  intake.enter()
  expect(() => intake.enter()).toThrow(refused('requests'))
  first.leave()
  first.leave()
  intake.enter()
  expect(intake.requests).toBe(2)
  expect(() => intake.enter()).toThrow(refused('requests'))
})

test('so many bytes of large bodies; small ones pass whatever is being read', () => {
  const intake = new Intake({ maxRequests: 100, maxReadingBytes: 200 * kib, maxHandlingBytes: 1000 * kib })
  const large = intake.enter()
  for (let read = 0; read < 200; read += 20) large.grow(20 * kib)
  expect(intake.bytes).toBe(200 * kib)
  const small = intake.enter()
  small.grow(64 * kib)
  expect(() => small.grow(1)).toThrow(refused('reading_bytes'))
  small.leave()
  large.drop()
  expect(intake.bytes).toBe(0)
  expect(intake.requests).toBe(1)
})

test('what was read and is not answered yet is bounded, but one body is always worked on', () => {
  const intake = new Intake({ maxRequests: 10, maxReadingBytes: 1000 * kib, maxHandlingBytes: 100 * kib })
  const [first, second, third] = [intake.enter(), intake.enter(), intake.enter()]
  first!.handle(500 * kib)
  expect(() => second!.handle(1)).toThrow('as much to work on')
  second!.leave()
  first!.leave()
  third!.handle(60 * kib)
  expect(() => intake.enter().handle(50 * kib)).toThrow('as much to work on')
})
