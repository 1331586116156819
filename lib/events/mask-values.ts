import { isLosslessNumber } from 'lossless-json'
import { isCardNumber } from './card-number'
import type { Columns, Decision } from './columns'
import { marker } from './marker'
import type { Image } from './native'
import { isMasked, type Pseudonymise } from './pseudonym'
import { maskText, type Replacing } from './sensitive-texts'

/** The table that values belong to, and the columns of the row's key where its sender names them. */
export type Scope = { columns: Columns; keys: Image | null }

const fewestPhoneDigits = 5
const isText = (value: unknown) => typeof value === 'string' || typeof value === 'number' || isLosslessNumber(value)
const digitsOf = (text: string) => text.replace(/\D/g, '').length

/** Gives a copy another value; a column may be called `__proto__`. */
function put(copy: Image, name: string, value: unknown) {
  if (name !== '__proto__') copy[name] = value
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true })
}

/**
 * Masks values by the decisions for their columns; names within a value are judged as columns are. `keyed` is for what
 * belongs to a row's key: it is never marked, only given a pseudonym, so that rows stay apart.
 * What needs no mask comes back as the same object.
 */
export class Masking {
  readonly #marking: Replacing
  readonly #naming: Replacing

  constructor(private readonly pseudonymise: Pseudonymise) {
    const personal = (found: string) => (isMasked(found) ? found : pseudonymise(found))
    this.#marking = { secret: (found) => (isMasked(found) ? found : marker), personal }
    this.#naming = { secret: personal, personal }
  }

  image(image: Image, scope: Scope, within = false): Image {
    let copy: Image | null = null
    for (const name in image) {
      const value = image[name]
      if (value === null || value === '') continue
      const decision = scope.columns.decide(name)
      if (decision.rule === 'allow') continue
      const keyed = within || (scope.keys ? Object.hasOwn(scope.keys, name) : decision.isKey)
      const masked = this.value(value, decision, scope, keyed)
      if (masked === value) continue
      copy ??= { ...image }
      put(copy, name, masked)
    }
    return this.#pair(copy ?? image, image, scope, within)
  }

  /** `{"name": "password", "value": …}` is a password too. */
  #pair(masked: Image, image: Image, scope: Scope, keyed: boolean): Image {
    if (typeof image.name !== 'string' || !Object.hasOwn(image, 'value')) return masked
    const decision = scope.columns.decide(image.name)
    if (decision.rule === 'allow' || decision.rule === 'scan') return masked
    const value = this.value(masked.value, decision, scope, keyed)
    if (value === masked.value) return masked
    const copy = masked === image ? { ...image } : masked
    put(copy, 'value', value)
    return copy
  }

  value(value: unknown, decision: Decision, scope: Scope, keyed: boolean): unknown {
    if (typeof value === 'string' && decision.rule === 'scan')
      return maskText(value, decision, keyed ? this.#naming : this.#marking)
    if (typeof value === 'object' && value !== null && !isLosslessNumber(value)) {
      if (Array.isArray(value)) return this.#list(value, decision, scope, keyed)
      return decision.rule === 'scan'
        ? this.image(value as Image, scope, keyed)
        : this.#leaves(value as Image, decision, scope, keyed)
    }
    if (decision.rule === 'scan') return this.#number(value, decision, keyed)
    if (!isText(value) && !(typeof value === 'boolean' && decision.chosen)) return value
    const text = String(value)
    if (text === '' || isMasked(text)) return value
    if (decision.needsDigits && !decision.chosen && digitsOf(text) < fewestPhoneDigits) return value
    return decision.rule === 'hash' || keyed ? this.pseudonymise(text) : marker
  }

  #number(value: unknown, decision: Decision, keyed: boolean): unknown {
    if (!decision.hintsCard || !isText(value)) return value
    const digits = String(value)
    if (!/^\d+$/.test(digits) || !isCardNumber(digits, true)) return value
    return (keyed ? this.#naming : this.#marking).secret(digits)
  }

  #list(list: unknown[], decision: Decision, scope: Scope, keyed: boolean): unknown[] {
    let copy: unknown[] | null = null
    for (let place = 0; place < list.length; place += 1) {
      const masked = this.value(list[place], decision, scope, keyed)
      if (masked === list[place]) continue
      copy ??= [...list]
      copy[place] = masked
    }
    return copy ?? list
  }

  /** All values below a column that is masked as a whole. */
  #leaves(object: Image, decision: Decision, scope: Scope, keyed: boolean): Image {
    let copy: Image | null = null
    for (const name in object) {
      const masked = this.value(object[name], decision, scope, keyed)
      if (masked === object[name]) continue
      copy ??= { ...object }
      put(copy, name, masked)
    }
    return copy ?? object
  }
}
