function splitLine(line: string): string[] {
  const cells = line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g) ?? []
  const texts = cells.map((cell) => cell.replace(/,$/, ''))
  if (!line.endsWith(',')) texts.pop()
  return texts.map((text) => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text))
}

/** The rows of InfluxDB's CSV, by the names of their columns: tables, each with a header, parted by empty lines. */
export function parseCsv(text: string): Record<string, string>[] {
  return text
    .replaceAll('\r\n', '\n')
    .split('\n\n')
    .flatMap((table) => {
      const [header, ...rows] = table.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
      const names = splitLine(header ?? '')
      return rows.map((row) => {
        const cells = splitLine(row)
        return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
      })
    })
}
