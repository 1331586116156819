import type { KeyboardEvent, MouseEvent } from 'react'

export type Place = { x: number; y: number }
export type PickPart = (label: string, place: Place) => void

/** What makes a part of a drawing a button: by pointer, and by Enter or space once it has the focus. */
export const pickable = (name: string, onPick: (place: Place) => void) => ({
  role: 'button',
  tabIndex: 0,
  'aria-label': `More about ${name}`,
  style: { cursor: 'pointer' },
  onClick: ({ clientX, clientY }: MouseEvent) => onPick({ x: clientX, y: clientY }),
  onKeyDown: (event: KeyboardEvent<SVGGElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    onPick({ x: left + width / 2, y: top + height / 2 })
  },
})
