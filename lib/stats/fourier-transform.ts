import { fastFourierTransform } from './fast-fourier-transform'

export type Spectrum = { re: Float64Array; im: Float64Array }

const powerOfTwoFrom = (least: number) => 2 ** Math.ceil(Math.log2(Math.max(1, least)))

/**
 * Discrete Fourier transform of a real series of any length, padded with zeros to `length` (default: its own) before.
 *
 * Definition: Xₖ = Σ xⱼ exp(−2πi jk / n) for k of 0..n − 1; lengths that are no power of two by Bluestein's convolution.
 * Reference: Bluestein, IEEE Transactions on Audio and Electroacoustics 18 (1970) 451–455; R `fft`.
 * Example: `fourierTransform([1, 2, 3]).re` is 6, −1.5, −1.5.
 */
export function fourierTransform(values: ArrayLike<number>, length = values.length): Spectrum {
  const re = new Float64Array(length)
  const im = new Float64Array(length)
  re.set(values)
  const size = powerOfTwoFrom(length)
  if (size === length) {
    fastFourierTransform(re, im, false)
    return { re, im }
  }
  const padded = powerOfTwoFrom(2 * length - 1)
  const xRe = new Float64Array(padded)
  const xIm = new Float64Array(padded)
  const chirpRe = new Float64Array(padded)
  const chirpIm = new Float64Array(padded)
  for (let i = 0; i < length; i++) {
    const angle = (Math.PI * ((i * i) % (2 * length))) / length
    const c = Math.cos(angle)
    const s = Math.sin(angle)
    xRe[i] = re[i]! * c
    xIm[i] = -re[i]! * s
    chirpRe[i] = c
    chirpIm[i] = s
    if (i > 0) {
      chirpRe[padded - i] = c
      chirpIm[padded - i] = s
    }
  }
  fastFourierTransform(xRe, xIm, false)
  const chirp = { re: chirpRe.slice(0, length), im: chirpIm.slice(0, length) }
  fastFourierTransform(chirpRe, chirpIm, false)
  for (let i = 0; i < padded; i++) {
    const real = xRe[i]! * chirpRe[i]! - xIm[i]! * chirpIm[i]!
    xIm[i] = xRe[i]! * chirpIm[i]! + xIm[i]! * chirpRe[i]!
    xRe[i] = real
  }
  fastFourierTransform(xRe, xIm, true)
  for (let i = 0; i < length; i++) {
    re[i] = (xRe[i]! * chirp.re[i]! + xIm[i]! * chirp.im[i]!) / padded
    im[i] = (xIm[i]! * chirp.re[i]! - xRe[i]! * chirp.im[i]!) / padded
  }
  return { re, im }
}
