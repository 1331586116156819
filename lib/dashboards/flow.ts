/**
 * Two columns filled in reading order: which widgets take half the width. One that would stand alone in its row,
 * because the next needs both columns or there is none, takes the whole row.
 */
export function flowInTwo(fitsHalf: readonly boolean[]): boolean[] {
  const halves = fitsHalf.map(() => false)
  let open: number | null = null
  for (const [i, half] of fitsHalf.entries()) {
    if (!half) open = null
    else if (open === null) open = i
    else {
      halves[open] = true
      halves[i] = true
      open = null
    }
  }
  return halves
}
