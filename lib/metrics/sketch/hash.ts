const first = 0xcc9e2d51
const second = 0x1b873593

/**
 * 32 bits of a text, evenly spread: MurmurHash3 over its UTF-16 code units, two at a time. Hashes under two seeds make one
 * of 64 bits. Reference: Appleby, MurmurHash3_x86_32 (2011).
 */
export function hashText(text: string, seed: number): number {
  const { length } = text
  let hash = seed
  let place = 1
  for (; place < length; place += 2) {
    let block = Math.imul(text.charCodeAt(place - 1) | (text.charCodeAt(place) << 16), first)
    block = Math.imul((block << 15) | (block >>> 17), second)
    hash ^= block
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  if (place === length) {
    const block = Math.imul(text.charCodeAt(place - 1), first)
    hash ^= Math.imul((block << 15) | (block >>> 17), second)
  }
  hash ^= length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
