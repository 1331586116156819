const parts = /^(-?)(\d+)(?:\.(\d+))?$/

/** An integer of the decimal's last places: "12.5" at scale 2 is 1250. */
function unitsOf(text: string, scale: number): bigint {
  const [, sign, whole = '0', fraction = ''] = parts.exec(text) ?? []
  const units = BigInt(whole + fraction.padEnd(scale, '0'))
  return sign ? -units : units
}

const scaleOf = (text: string) => parts.exec(text)?.[3]?.length ?? 0

function toNumber(units: bigint, scale: number): number {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return Number(units < 0n ? `-${text}` : text)
}

const largest = BigInt(Number.MAX_SAFE_INTEGER)
const mostPlaces = 22

/**
 * Sums of any run of decimal texts, each as near as a double comes: prefix sums of integers, in doubles where none of them
 * is too large for that.
 */
export function exactSums(texts: readonly string[]): (from: number, to: number) => number {
  const scale = texts.reduce((most, text) => Math.max(most, scaleOf(text)), 0)
  const prefix = [0n]
  let small = scale <= mostPlaces
  for (const text of texts) {
    const sum = prefix.at(-1)! + unitsOf(text, scale)
    small &&= sum <= largest / 2n && sum >= -largest / 2n
    prefix.push(sum)
  }
  if (!small) return (from, to) => toNumber(prefix[to]! - prefix[from]!, scale)
  const numbers = prefix.map(Number)
  const unit = 10 ** scale
  return (from, to) => (numbers[to]! - numbers[from]!) / unit
}
