/** Hands the reader a file that their browser saves under this name. */
export function download(name: string, type: string, content: string | Blob) {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[^\p{L}\p{N} ._-]+/gu, '_')
  link.click()
  URL.revokeObjectURL(url)
}
