import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors/app-error'
import type { PreparedEvent } from '@/lib/events/prepare'
import { type Verdict, Writer } from '@/lib/events/writer'
import { batch, bounds, codes, event, openWriter, verdictOf } from '@/tests/support/open-writer'

describe('groups', () => {
  test('what is handed in within a turn is one group, and each is answered with its own verdicts', async () => {
    const { writer, groups } = openWriter()
    const answers = [batch('a', 2), batch('b', 1), batch('c', 3)].map((events) => writer.submit(events))
    await turn()
    expect(groups.map(({ ids }) => ids)).toEqual([['a0', 'a1', 'b0', 'c0', 'c1', 'c2']])
    await groups[0]!.end()
    expect((await Promise.all(answers)).map(codes)).toEqual([['a0', 'a1'], ['b0'], ['c0', 'c1', 'c2']])
  })

  test('nothing is answered before its commit', async () => {
    const { writer, groups } = openWriter()
    let answered = false
    const answer = writer.submit(batch('a', 1)).then(() => {
      answered = true
    })
    for (let i = 0; i < 5; i += 1) await turn()
    expect(answered).toBe(false)
    await groups[0]!.end()
    await answer
    expect(answered).toBe(true)
  })

  test('what comes during a commit goes together into the next, in order', async () => {
    const { writer, groups } = openWriter()
    const answers = [writer.submit(batch('a', 1))]
    await turn()
    for (const name of ['b', 'c', 'd']) {
      answers.push(writer.submit(batch(name, 1)))
      await turn()
    }
    expect(groups).toHaveLength(1)
    await groups[0]!.end()
    expect(groups[1]?.ids).toEqual(['b0', 'c0', 'd0'])
    await groups[1]!.end()
    expect((await Promise.all(answers)).flatMap(codes)).toEqual(['a0', 'b0', 'c0', 'd0'])
  })

  test('a group is bounded, a submission is never split, one above the bound goes alone', async () => {
    const { writer, groups } = openWriter()
    const answers = [6, 5, 4, 25, 1].map((size, i) => writer.submit(batch(`${i}-`, size)))
    for (let i = 0; i < 6; i += 1) {
      await turn()
      await groups[i]?.end()
    }
    await Promise.all(answers)
    expect(groups.map(({ ids }) => ids.length)).toEqual([6, 9, 25, 1])
  })

  test.each([1, 2, 3])('at most %i commits run at once', async (inFlight) => {
    const { writer, groups } = openWriter({ inFlight, groupEvents: 1 })
    const answers = ['a', 'b', 'c', 'd', 'e'].map((name) => writer.submit(batch(name, 1)))
    await turn()
    expect(groups).toHaveLength(inFlight)
    for (let i = 0; i < 5; i += 1) await groups[i]!.end()
    expect((await Promise.all(answers)).flatMap(codes)).toEqual(['a0', 'b0', 'c0', 'd0', 'e0'])
  })

  test('a commit starts beside a large one only when enough waits for it, and alone however little does', async () => {
    const { writer, groups } = openWriter({ inFlight: 2, overlapEvents: 90, groupEvents: 100, queueEvents: 1000 })
    const sizes = () => groups.map(({ ids }) => ids.length)
    const answers = [writer.submit(batch('a', 80))]
    await turn()
    answers.push(writer.submit(batch('b', 85)))
    await turn()
    expect(sizes()).toEqual([80])
    answers.push(writer.submit(batch('c', 5)))
    await turn()
    expect(sizes()).toEqual([80, 90])
    answers.push(writer.submit(batch('d', 1)))
    await groups[0]!.end()
    expect(groups).toHaveLength(2)
    await groups[1]!.end()
    expect(sizes().at(2)).toBe(1)
    await groups[2]!.end()
    expect((await Promise.all(answers)).map((verdicts) => verdicts.length)).toEqual([80, 85, 5, 1])
  })

  test('however it is loaded, every submission gets its own verdicts and every event is committed once', async () => {
    const load = fc.array(fc.record({ size: fc.nat(12), wait: fc.boolean() }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(load, fc.integer({ min: 1, max: 3 }), async (steps, inFlight) => {
        const committed: string[] = []
        const commit = async (events: PreparedEvent[]) => {
          if (events.length % 2 === 0) await turn()
          committed.push(...events.map(({ id }) => id))
          return events.map(verdictOf)
        }
        const writer = new Writer(commit, { ...bounds, queueEvents: 1000, inFlight })
        const sent = steps.map(({ size }, i) => batch(`${i}-`, size))
        const answers: Promise<Verdict[]>[] = []
        for (const [i, { wait }] of steps.entries()) {
          answers.push(writer.submit(sent[i]!))
          if (wait) await turn()
        }
        expect((await Promise.all(answers)).map(codes)).toEqual(sent.map((events) => events.map(({ id }) => id)))
        expect(committed.sort()).toEqual(sent.flatMap((events) => events.map(({ id }) => id)).sort())
        expect(writer.queued).toEqual({ events: 0, bytes: 0 })
      }),
      { numRuns: 50 },
    )
  })
})

test('a failing commit rejects its own group with its error, and no other', async () => {
  const { writer, groups } = openWriter({ groupEvents: 2 })
  const answers = ['a', 'b', 'c'].map((name) => writer.submit(batch(name, 1)))
  const settled = Promise.allSettled(answers)
  await turn()
  const failure = new Error('no disk')
  await groups[0]!.end(failure)
  await groups[1]!.end()
  expect(await settled).toEqual([
    { status: 'rejected', reason: failure },
    { status: 'rejected', reason: failure },
    { status: 'fulfilled', value: batch('c', 1).map(verdictOf) },
  ])
  expect(writer.queued).toEqual({ events: 0, bytes: 0 })
})

describe('bounds', () => {
  const full = expect.objectContaining({ code: 'unavailable', headers: { 'Retry-After': '1' } })

  test('a full queue refuses at once, and takes again after the commit', async () => {
    const { writer, groups } = openWriter({ queueEvents: 3 })
    const first = writer.submit(batch('a', 2))
    expect(() => writer.submit(batch('b', 2))).toThrow(full)
    const second = writer.submit(batch('c', 1))
    expect(writer.queued.events).toBe(3)
    await turn()
    expect(() => writer.submit(batch('d', 1))).toThrow(AppError)
    await groups[0]!.end()
    await Promise.all([first, second])
    const third = writer.submit(batch('e', 3))
    await turn()
    await groups[1]!.end()
    expect(codes(await third)).toEqual(['e0', 'e1', 'e2'])
    expect(groups.flatMap(({ ids }) => ids)).toEqual(['a0', 'a1', 'c0', 'e0', 'e1', 'e2'])
  })

  test('a queue is full by bytes too', () => {
    const bytes = event('a0').bytes
    const { writer } = openWriter({ queueBytes: 2 * bytes })
    void writer.submit([event('a0')])
    void writer.submit([event('b0')])
    expect(writer.queued).toEqual({ events: 2, bytes: 2 * bytes })
    expect(() => writer.submit([event('c0')])).toThrow(full)
  })

  test('one that is larger than the queue is taken when nothing waits', async () => {
    const { writer, groups } = openWriter({ queueEvents: 3 })
    const answer = writer.submit(batch('a', 5))
    await turn()
    await groups[0]!.end()
    expect(await answer).toHaveLength(5)
  })

  test('no events need no commit', async () => {
    const { writer, groups } = openWriter()
    expect(await writer.submit([])).toEqual([])
    await turn()
    expect(groups).toEqual([])
  })
})

test('stopping commits all that was taken, takes no more, and waits for the end', async () => {
  const { writer, groups } = openWriter({ groupEvents: 1, inFlight: 2 })
  const answers = ['a', 'b', 'c', 'd'].map((name) => writer.submit(batch(name, 1)))
  const settled = Promise.allSettled(answers)
  let stopped = false
  const stopping = writer.stop().then(() => {
    stopped = true
  })
  expect(() => writer.submit(batch('e', 1))).toThrow(
    expect.objectContaining({ code: 'unavailable', headers: { 'Retry-After': '1' } }),
  )
  for (let i = 0; i < 4; i += 1) {
    expect(stopped).toBe(false)
    await groups[i]!.end(i === 1 ? new Error('no disk') : undefined)
  }
  await stopping
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(groups.flatMap(({ ids }) => ids)).toEqual(['a0', 'b0', 'c0', 'd0'])
})
