/** Numbers by bucket, in an array that grows: `data` holds `length` of them. */
export class Column {
  data = new Float64Array(256)
  length = 0

  push(value: number): void {
    if (this.length === this.data.length) {
      const larger = new Float64Array(2 * this.length)
      larger.set(this.data)
      this.data = larger
    }
    this.data[this.length++] = value
  }

  /** What is known (not NaN) of [from, to), in a new array. */
  known(from: number, to: number): Float64Array {
    const found = new Float64Array(Math.max(0, to - Math.max(0, from)))
    let count = 0
    for (let at = Math.max(0, from); at < to; at++) {
      const value = this.data[at]!
      if (!Number.isNaN(value)) found[count++] = value
    }
    return found.subarray(0, count)
  }

  get bytes(): number {
    return this.data.byteLength
  }
}
