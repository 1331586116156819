import { passesLuhn } from './luhn'

/** Numbers that the large networks give out, in the lengths that are common: Visa, Mastercard, Amex, Discover, JCB, Diners, UnionPay. */
const issued =
  /^(?:4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|62\d{14})$/

/**
 * Whether digits are the number of a payment card. Where nothing hints at one (`hinted` is false) the number must be
 * of a known network too: one in ten of all numbers of that length passes the check digit by chance.
 */
export function isCardNumber(digits: string, hinted: boolean): boolean {
  if (digits.length < 13 || digits.length > 19) return false
  return (hinted ? /[1-9]/.test(digits) : issued.test(digits)) && passesLuhn(digits)
}
