/** The database of the test server that others are copied from. */
export const migratedTemplate = 'migrated'
