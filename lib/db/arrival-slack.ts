/** How exactly the last arrival of a partition is kept, in milliseconds: dropping waits so much longer. */
export const arrivalSlackMs = 3_600_000
