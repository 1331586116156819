const figures = new Intl.NumberFormat('en', { maximumSignificantDigits: 8 })

/** A number for people; a dash where there is none. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : figures.format(value)
