const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0')

/** The names of the log's files from one to another of the same timeline, both included. */
export function segmentsBetween(first: string, last: string, segmentBytes: number): string[] {
  const perLog = 0x1_0000_0000 / segmentBytes
  const numberOf = (name: string) =>
    Number.parseInt(name.slice(8, 16), 16) * perLog + Number.parseInt(name.slice(16), 16)
  const timeline = first.slice(0, 8)
  if (timeline !== last.slice(0, 8)) throw new Error(`the log changed its timeline between ${first} and ${last}`)
  const count = numberOf(last) - numberOf(first) + 1
  return Array.from({ length: count }, (_, index) => {
    const number = numberOf(first) + index
    return `${timeline}${hex(Math.floor(number / perLog))}${hex(number % perLog)}`
  })
}
