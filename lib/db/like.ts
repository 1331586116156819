/** A pattern for ILIKE that finds `text` anywhere, its own `%`, `_` and `\` taken literally. */
export const anywhere = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
