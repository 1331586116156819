/** Four ranks below 64 in three bytes. */
export function packRanks(ranks: Uint8Array): Uint8Array {
  const bytes = new Uint8Array((ranks.length / 4) * 3)
  for (let register = 0, place = 0; register < ranks.length; register += 4, place += 3) {
    const [a, b, c, d] = [ranks[register]!, ranks[register + 1]!, ranks[register + 2]!, ranks[register + 3]!]
    bytes[place] = (a << 2) | (b >>> 4)
    bytes[place + 1] = ((b & 15) << 4) | (c >>> 2)
    bytes[place + 2] = ((c & 3) << 6) | d
  }
  return bytes
}

/** What `packRanks` packed. */
export function unpackRanks(bytes: Uint8Array): Uint8Array {
  const ranks = new Uint8Array((bytes.length / 3) * 4)
  for (let register = 0, place = 0; register < ranks.length; register += 4, place += 3) {
    const [x, y, z] = [bytes[place]!, bytes[place + 1]!, bytes[place + 2]!]
    ranks[register] = x >>> 2
    ranks[register + 1] = ((x & 3) << 4) | (y >>> 4)
    ranks[register + 2] = ((y & 15) << 2) | (z >>> 6)
    ranks[register + 3] = z & 63
  }
  return ranks
}
