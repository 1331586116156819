/** What stands in the place of a value that nobody may read and nobody counts by. */
export const marker = '[masked]'
