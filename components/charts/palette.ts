export const paletteSize = 8
const dashes = [undefined, '6 3', '2 3', '8 3 2 3']

/** The name that the server gives to what lies beyond the values it keeps apart. */
export const otherLabel = '__other__'

/** Colours of the palette, 1 to 8, by the name of a series. */
export type ColorChoice = Readonly<Record<string, number>>
export type SeriesStyle = { color: string; dash: string | undefined }

/** The colour of the series with this rank; from the ninth on the line is dashed as well. */
export function seriesStyle(rank: number): SeriesStyle {
  return {
    color: `var(--chart-${(rank % paletteSize) + 1})`,
    dash: dashes[Math.floor(rank / paletteSize) % dashes.length],
  }
}

/** What a series is drawn in where somebody chose a colour (1 to 8) for its name; else `style` as it is. */
export function chosenStyle(name: string, style: SeriesStyle, colors: ColorChoice = {}): SeriesStyle {
  const color = Object.hasOwn(colors, name) ? colors[name] : undefined
  return color === undefined ? style : { ...style, color: `var(--chart-${color})` }
}

/**
 * A style for each name by its alphabetical rank, so that a category keeps its colour when values change and in
 * every chart that shows the same categories.
 */
export function stylesByName(names: readonly string[]): Map<string, SeriesStyle> {
  const ranked = [...new Set(names)].filter((name) => name !== otherLabel).sort()
  const styles = new Map(ranked.map((name, rank) => [name, seriesStyle(rank)]))
  styles.set(otherLabel, { color: 'var(--chart-axis)', dash: undefined })
  return styles
}

export const displayName = (name: string) => (name === otherLabel ? 'Other' : name === '' ? '(empty)' : name)
