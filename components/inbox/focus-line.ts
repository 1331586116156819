/** Puts the focus on a line, once it is drawn, and unless told otherwise brings it into sight. */
export function focusLine(id: string | null | undefined, { quietly = false } = {}) {
  if (!id) return
  requestAnimationFrame(() => {
    const line = document.querySelector<HTMLElement>(`[data-line="${CSS.escape(id)}"]`)
    line?.focus({ preventScroll: true })
    if (!quietly) line?.scrollIntoView({ block: 'nearest' })
  })
}
