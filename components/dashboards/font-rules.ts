const address = /url\((["']?)([^"')]+)\1\)/g

const asDataUrl = (file: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })

async function withFiles({ cssText, parentStyleSheet }: CSSRule): Promise<string> {
  const files = new Map<string, string>()
  for (const [, , url = ''] of cssText.matchAll(address)) {
    const answer = await fetch(new URL(url, parentStyleSheet?.href ?? location.href))
    if (answer.ok) files.set(url, await asDataUrl(await answer.blob()))
  }
  return cssText.replace(address, (whole, _quote, url: string) => (files.has(url) ? `url("${files.get(url)}")` : whole))
}

/** The rules of the page's fonts with their files in them, for a picture loads nothing. */
export async function fontRules(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  return (await Promise.all(rules.filter((rule) => rule instanceof CSSFontFaceRule).map(withFiles))).join('\n')
}
