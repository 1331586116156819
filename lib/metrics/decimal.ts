const plain = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/
const maxScale = 400
const million = 1e6
const exactBelow = 2 ** 52

/**
 * An exact sum of decimals: 0.1 + 0.2 is 0.3, in whatever order they come.
 * Values of at most six decimals are counted in millionths as long as that is exact in a double.
 */
export class DecimalSum {
  #millionths = 0
  #units = 0n
  #scale = 6

  /** Adds a finite number, or a decimal text such as "123.4500000001" or "1e-7". */
  add(value: number | string) {
    const number = typeof value === 'number' ? value : Number(value)
    const scaled = Math.round(number * million)
    const short = typeof value === 'number' || value.length <= 15
    if (short && Math.abs(scaled) < exactBelow && scaled / million === number) {
      this.#millionths += scaled
      if (Math.abs(this.#millionths) >= exactBelow) this.#flush()
      return
    }
    this.#addText(typeof value === 'number' ? String(value) : value)
  }

  addSum(other: DecimalSum) {
    this.#addUnits(other.#units, other.#scale)
    this.#addUnits(BigInt(other.#millionths), 6)
  }

  #flush() {
    const millionths = BigInt(this.#millionths)
    this.#millionths = 0
    this.#addUnits(millionths, 6)
  }

  #addText(text: string) {
    const match = plain.exec(text)
    if (!match) throw new RangeError(`not a decimal: ${text.slice(0, 40)}`)
    const [, sign, whole = '', fraction = '', exponent = '0'] = match
    const scale = fraction.length - Number(exponent)
    const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
    if (scale < 0) this.#addUnits(units * 10n ** BigInt(-scale), 0)
    else if (scale > maxScale) this.#addUnits(units / 10n ** BigInt(scale - maxScale), maxScale)
    else this.#addUnits(units, scale)
  }

  #addUnits(units: bigint, scale: number) {
    if (scale > this.#scale) {
      this.#units *= 10n ** BigInt(scale - this.#scale)
      this.#scale = scale
    }
    this.#units += units * 10n ** BigInt(this.#scale - scale)
  }

  /** The sum as a decimal text without an exponent. */
  toString(): string {
    this.#flush()
    const digits = (this.#units < 0n ? -this.#units : this.#units).toString().padStart(this.#scale + 1, '0')
    const fraction = digits.slice(-this.#scale).replace(/0+$/, '')
    const whole = digits.slice(0, -this.#scale)
    return `${this.#units < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
  }
}

/** The exact sum of decimals, as a text. */
export function sumOf(values: Iterable<number | string>): string {
  const sum = new DecimalSum()
  for (const value of values) sum.add(value)
  return sum.toString()
}
