/** `customer_id` → `customer id`, `lineTotal` → `line total`. */
export function plainWords(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\-.\s]+/g, ' ')
    .trim()
    .toLowerCase()
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
