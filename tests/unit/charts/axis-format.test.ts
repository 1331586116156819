import { expect, test } from 'vitest'
import { axisFormat } from '@/components/charts/axis-format'

test.each([
  ['counts', [0, 5, 10], '', ['0', '5', '10']],
  ['as many decimals as the distance needs', [0, 0.25, 0.5], '', ['0', '0.25', '0.5']],
  ['halves', [0, 2.5, 5], '', ['0', '2.5', '5']],
  ['thousands only where they get long', [0, 2500, 5000], '', ['0', '2,500', '5,000']],
  ['and then all of them', [0, 5000, 10_000], '', ['0', '5K', '10K']],
  ['money without cents', [0, 500, 1000], 'currency', ['0', '500', '1,000']],
  ['a currency', [0, 10_000, 20_000], 'EUR', ['€0', '€10K', '€20K']],
  ['percent', [0, 50, 100], 'percent', ['0%', '50%', '100%']],
  ['seconds', [0, 0.5, 1], 's', ['0 s', '500 ms', '1 s']],
  ['below zero', [-5, 0, 5], '', ['−5', '0', '5']],
  ['very small', [0, 0.0005, 0.001], '', ['0', '0.0005', '0.001']],
])('%s', (_, ticks, unit, expected) => expect(ticks.map(axisFormat(ticks, unit))).toEqual(expected))
