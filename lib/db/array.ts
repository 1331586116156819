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

/** The same for values that need no quotes: numbers, digits, words of our own. */
export const plainArray = (values: readonly (string | number)[]): string => `{${values.join(',')}}`

const separator = '\u001e'

/**
 * JSON texts in one parameter, to be read by `string_to_array(…, E'\\x1e', '')`, with which an empty one is null.
 * JSON escapes control characters, so the separator cannot occur in it and nothing needs escaping again.
 */
export const joinJson = (texts: readonly (string | null)[]): string => texts.map((text) => text ?? '').join(separator)
