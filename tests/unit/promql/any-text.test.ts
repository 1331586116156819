import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '@/lib/errors/app-error'
import { checkTypes } from '@/lib/promql/check'
import { evaluate } from '@/lib/promql/evaluate'
import { parse } from '@/lib/promql/parse'
import { plainReader, plainScope } from '@/tests/support/plain-samples'

const words =
  'a b sum rate topk by without on ignoring group_left bool offset and or unless atan2 absent time scalar vector round label_replace quantile_over_time max_over_time count_values start end inf nan 1 -2 0.5 5m 1h 1y 0x1F "x" \'(\' `.*` "$1" ( ) { } [ ] , : = != =~ !~ == > <= + - * / % ^ @ # 9e99 1e-7 __name__ ä 💥 \\'
const token = fc.constantFrom(...words.split(' '), ' ', '\n')
const pieces = fc.constantFrom(
  'a',
  'b{x="1"}',
  '1',
  'sum by (x) (a)',
  'max_over_time(b[5m:1m])',
  'a @ 9e99',
  'a offset 9999y',
  '-a',
  'topk(1e99, a)',
  'label_replace(a, "y", "$1", "x", "(.*)")',
  'a[5m:1m]',
  '"text"',
  'time()',
  'count_values("v", a)',
)
const joints = fc.constantFrom(
  ' + ',
  ' > bool ',
  ' and ',
  ' or ',
  ' * on(x) ',
  ' / ignoring(x) group_left ',
  ' ^ ',
  ' == ',
)

const start = 1_772_359_200_000
const read = plainReader(
  ['1', '2', ''].flatMap((x) =>
    ['a', 'b'].map((name) => ({ labels: { __name__: name, ...(x ? { x } : {}) }, values: [1, null, Number.NaN, -4] })),
  ),
  start,
)

/** What an expression comes to: a value, or the code of its refusal. */
async function judge(text: string): Promise<string> {
  try {
    const whole = parse(text)
    if (checkTypes(text, whole) === 'matrix') return 'matrix'
    return (await evaluate(whole, plainScope(text, [start, start + 60_000, start + 150_000], read))).type
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

const expected = ['matrix', 'vector', 'scalar', 'string', 'bad_request', 'invalid_input']

test('whatever is written is answered or refused', async () => {
  const texts = fc.oneof(
    fc.array(token, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.array(token, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc
      .array(fc.tuple(pieces, joints), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.flat().slice(0, -1).join('')),
  )
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      expect(expected).toContain(await judge(text))
    }),
    { numRuns: 500, seed: 7 },
  )
}, 60_000)
