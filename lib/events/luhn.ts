/**
 * Whether the last digit of a number is the check digit of the others (ISO/IEC 7812-1, annex B), as on payment cards.
 * `digits` holds ASCII digits alone. `4111111111111111` is one.
 */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48
    const doubled = digit * 2
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
