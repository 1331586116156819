export const gridColumns = 12

/** How many copies of one widget a board shows at most. */
export const mostCopies = 24

export const mostValues = 100

/** The newest versions of a board that are kept; older ones go as new ones come. */
export const keptVersions = 200

/** How long a deleted board stays in the trash. */
export const trashDays = 30
