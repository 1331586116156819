const hiddenMs = 30_000

/**
 * Keeps something open while the page is seen: `open` is called now and whenever it is seen again, `close` half a minute
 * after it was hidden. The returned function ends it and closes.
 */
export function whileVisible(open: () => void, close: () => void): () => void {
  let hiding: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(hiding)
    if (document.visibilityState === 'visible') open()
    else hiding = setTimeout(close, hiddenMs)
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(hiding)
    close()
  }
}
