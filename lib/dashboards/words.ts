/** `customer_id` → `customer id`, `lineTotal` → `line total`, `HTTPLogs` → `http logs`. */
export function plainWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
    .toLowerCase()
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** What stands before the name of a table and says nothing of its rows. */
const prefixes = new Set('tbl tb tab t dim fact fct stg vw mv dbo public'.split(' '))

/** The words of a table's name without a prefix such as `tbl_`. */
export function tableWords(table: string): string[] {
  const words = plainWords(table).split(' ').filter(Boolean)
  return words.length > 1 && prefixes.has(words[0]!) ? words.slice(1) : words
}

/** The one of many: `categories` → `category`, `boxes` → `box`. */
export function singular(word: string): string {
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`
  if (/(sses|xes|ches|shes|zes)$/.test(word)) return word.slice(0, -2)
  return /[^siu]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word
}

/** What there is no plural of, or is one. */
const uncounted =
  /^(data|info|news|media|staff|stock|inventory|equipment|traffic|feedback|content|usage|history|audit|metadata|people|children|men|women|series|telemetry|settings?|config|cache|queue)$/

/** The rows of a table in words: `OrderItem` → `order items`, `tbl_users` → `users`. */
export function rowsOf(table: string): string {
  const words = tableWords(table)
  const last = words.at(-1) ?? ''
  const isPlural = !/^[a-z]{3,}$/.test(last) || /s$/.test(last) || uncounted.test(last)
  return [...words.slice(0, -1), isPlural ? last : plural(last)].join(' ')
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(x|ch|sh|z)$/.test(word) ? `${word}es` : `${word}s`
}
