import { describe, expect, it } from 'vitest'
import { chosenStyle, seriesStyle } from '@/components/charts/palette'

describe('chosenStyle', () => {
  const style = seriesStyle(9)
  it('keeps the dashes of a series and takes the colour', () => {
    expect(chosenStyle('paid', style, { paid: 3 })).toEqual({ color: 'var(--chart-3)', dash: style.dash })
  })
  it('leaves others as they are', () => {
    expect(chosenStyle('open', style, { paid: 3 })).toBe(style)
    expect(chosenStyle('constructor', style, {})).toBe(style)
  })
})
