const special = /["\\]/g

/**
 * A PostgreSQL array literal, to be cast where it is used (`${pgArray(ids)}::int[]`).
 * The driver's own serialiser runs two regular expressions over every element; most need none.
 */
export function pgArray(values: readonly (string | number | bigint | null)[]): string {
  let text = '{'
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]
    if (index > 0) text += ','
    if (value === null || value === undefined) text += 'null'
    else if (typeof value !== 'string') text += value
    else text += `"${value.includes('"') || value.includes('\\') ? value.replace(special, '\\$&') : value}"`
  }
  return `${text}}`
}
