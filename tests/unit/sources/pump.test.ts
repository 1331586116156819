import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Pump } from '@/lib/sources/pump'

function setUp(bounds = { batchEvents: 3, waitingEvents: 4, waitingBytes: 100 }) {
  const seen = {
    batches: [] as number[][],
    marks: [] as string[],
    errors: [] as unknown[],
    release: [] as (() => void)[],
  }
  const state = { error: undefined as unknown }
  const pump = new Pump<number, string>(
    async (events) => {
      seen.batches.push(events)
      await new Promise<void>((resolve) => seen.release.push(resolve))
      if (state.error) throw state.error
    },
    (mark) => seen.marks.push(mark),
    (error) => seen.errors.push(error),
    bounds,
  )
  const next = async () => {
    await pause(5)
    seen.release.shift()?.()
    await pause(5)
  }
  return { pump, seen, state, next }
}

describe('Pump', () => {
  test('keeps the order and hands over in batches', async () => {
    const { pump, seen, next } = setUp()
    for (const event of [1, 2, 3, 4, 5]) pump.push(event, 1)
    await next()
    await next()
    expect(seen.batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
    expect(pump.idle).toBe(true)
  })

  test('a mark waits for what is under way and for what waits behind it', async () => {
    const { pump, seen, next } = setUp({ batchEvents: 1, waitingEvents: 9, waitingBytes: 100 })
    pump.push(1, 1)
    pump.mark('a')
    await pause(5)
    pump.push(2, 1)
    pump.mark('b')
    await next()
    expect(seen.marks).toEqual(['a'])
    await next()
    expect(seen.marks).toEqual(['a', 'b'])
    pump.mark('c')
    expect(seen.marks).toEqual(['a', 'b', 'c'])
  })

  test('a batch that ends inside a transaction covers nothing of it', async () => {
    const { pump, seen, next } = setUp()
    for (const event of [1, 2, 3, 4]) pump.push(event, 1)
    pump.mark('whole')
    await next()
    expect(seen.marks).toEqual([])
    await next()
    expect(seen.marks).toEqual(['whole'])
  })

  test.each([
    ['events', 4, 1],
    ['bytes', 2, 60],
  ])('makes who pushes wait where there are too many %s', async (_, events, bytes) => {
    const { pump, next } = setUp()
    let through = false
    for (let event = 0; event < events; event += 1) pump.push(event, bytes)
    const waiting = pump.room().then(() => {
      through = true
    })
    expect(through).toBe(false)
    await next()
    await next()
    await waiting
    expect(through).toBe(true)
  })

  test('a failure ends it: nothing is covered any more', async () => {
    const { pump, seen, state, next } = setUp()
    state.error = new Error('refused')
    pump.push(1, 1)
    pump.mark('a')
    await next()
    pump.mark('b')
    pump.push(2, 1)
    pump.mark('c')
    await next()
    expect(seen).toMatchObject({ marks: [], errors: [state.error], batches: [[1]] })
    expect(pump.idle).toBe(false)
    await pump.room()
  })
})
