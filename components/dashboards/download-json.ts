/** Hands the reader a file that their browser saves under this name. */
export function downloadJson(name: string, content: unknown) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[^\p{L}\p{N} ._-]+/gu, '_')
  link.click()
  URL.revokeObjectURL(url)
}
