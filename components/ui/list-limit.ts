/** How many lines of a list are asked for at first: by the server as it draws the page, and by the browser. */
export const firstLimit = 100
/** As many as a list answers. */
export const mostLimit = 1000
