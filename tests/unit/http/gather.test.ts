import { describe, expect, it } from 'vitest'
import { gather } from '@/lib/http/gather'

describe('gather', () => {
  it('sends what is asked at once together, and answers each', async () => {
    const sent: number[][] = []
    const ask = gather(async (numbers: number[]) => {
      sent.push(numbers)
      return numbers.map((n) => n * 2)
    })
    expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([2, 4, 6])
    expect(await ask(4)).toBe(8)
    expect(sent).toEqual([[1, 2, 3], [4]])
  })
  it('splits what is too much for one request', async () => {
    const sent: number[] = []
    const ask = gather(
      async (numbers: number[]) => {
        sent.push(numbers.length)
        return numbers
      },
      { most: 2 },
    )
    await Promise.all([ask(1), ask(2), ask(3)])
    expect(sent).toEqual([2, 1])
  })
  it('fails only the question that failed', async () => {
    const ask = gather(async (numbers: number[]) => numbers.map((n) => (n === 2 ? new Error('two') : n)))
    const outcomes = await Promise.allSettled([ask(1), ask(2), ask(3)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
  it('fails all where the request fails', async () => {
    const ask = gather(async (_: number[]): Promise<number[]> => {
      throw new Error('offline')
    })
    const outcomes = await Promise.allSettled([ask(1), ask(2)])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected'])
  })
})
