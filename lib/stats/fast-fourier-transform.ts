/**
 * Discrete Fourier transform in place of a complex series whose length is a power of two.
 *
 * Definition: Xₖ = Σ xⱼ exp(−2πi jk / n); with `inverse` exp(+2πi jk / n), not divided by n.
 * Reference: Cooley and Tukey, Mathematics of Computation 19 (1965) 297–301.
 * Example: of re [1, 1], im [0, 0] the real part becomes [2, 0].
 */
export function fastFourierTransform(re: Float64Array, im: Float64Array, inverse: boolean): void {
  const n = re.length
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i >= j) continue
    const real = re[i]!
    const imaginary = im[i]!
    re[i] = re[j]!
    im[i] = im[j]!
    re[j] = real
    im[j] = imaginary
  }
  const cosines = new Float64Array(n >> 1)
  const sines = new Float64Array(n >> 1)
  for (let i = 0; i < n >> 1; i++) {
    const angle = (2 * Math.PI * i) / n
    cosines[i] = Math.cos(angle)
    sines[i] = inverse ? Math.sin(angle) : -Math.sin(angle)
  }
  for (let size = 2; size <= n; size *= 2) {
    const half = size >> 1
    const stride = n / size
    for (let start = 0; start < n; start += size) {
      for (let i = start, k = 0; i < start + half; i++, k += stride) {
        const c = cosines[k]!
        const s = sines[k]!
        const real = re[i + half]! * c - im[i + half]! * s
        const imaginary = re[i + half]! * s + im[i + half]! * c
        re[i + half] = re[i]! - real
        im[i + half] = im[i]! - imaginary
        re[i] = re[i]! + real
        im[i] = im[i]! + imaginary
      }
    }
  }
}
