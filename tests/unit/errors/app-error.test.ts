import { expect, test, vi } from 'vitest'
import { AppError } from '@/lib/errors/app-error'

class Particular extends AppError {}

test('a failure of another copy of the module is known, and what is made of it is told apart', async () => {
  vi.resetModules()
  const { AppError: Other } = await import('@/lib/errors/app-error')
  expect(Other).not.toBe(AppError)
  const foreign = new Other('unavailable', 'elsewhere')
  expect([foreign instanceof AppError, new AppError('not_found', 'here') instanceof Other]).toEqual([true, true])
  expect([
    new Particular('conflict', 'x') instanceof Particular,
    new Particular('conflict', 'x') instanceof AppError,
  ]).toEqual([true, true])
  expect([foreign instanceof Particular, new AppError('conflict', 'x') instanceof Particular]).toEqual([false, false])
  expect([new Error('x'), null, undefined, 'x', {}].filter((one) => one instanceof AppError)).toEqual([])
})
