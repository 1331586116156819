import { describe, expect, it } from 'vitest'
import { flowInTwo } from '@/lib/dashboards/flow'

const read = (text: string) => [...text].map((letter) => letter === 'h')
const write = (halves: boolean[]) => halves.map((half) => (half ? 'h' : 'F')).join('')

describe('flowInTwo', () => {
  for (const [name, fits, is] of [
    ['nothing', '', ''],
    ['pairs', 'hhhh', 'hhhh'],
    ['the last of an odd number', 'hhh', 'hhF'],
    ['one before a full row', 'hFhh', 'FFhh'],
    ['full rows', 'FFF', 'FFF'],
    ['a lone one in the middle', 'hhFhFhh', 'hhFFFhh'],
  ] as const) {
    it(name, () => expect(write(flowInTwo(read(fits)))).toBe(is))
  }
})
