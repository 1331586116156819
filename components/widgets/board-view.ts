'use client'

import { createContext, useContext } from 'react'

/** What the widgets of a board can ask of the board around them. */
export type BoardView = {
  /** Shows the board at another interval. */
  zoom?: (span: { from: number; to: number }) => void
}

const BoardViewContext = createContext<BoardView>({})

export const BoardViewProvider = BoardViewContext
export const useBoardView = () => useContext(BoardViewContext)
