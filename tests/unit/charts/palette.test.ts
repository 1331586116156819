import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { paletteSize } from '@/components/charts/palette'

type Rgb = [number, number, number]

const css = readFileSync(new URL('../../../app/themes.css', import.meta.url), 'utf8')
/** What stands between braces after this opening. */
function block(opening: string): string {
  const from = css.indexOf(opening)
  if (from < 0) throw new Error(`no ${opening}`)
  return css.slice(from, css.indexOf('}', from))
}
const light = block(':root {\n  color-scheme: light')
const dark = block('[data-theme="dark"] {\n    color-scheme: dark')
const themes = {
  light: [light],
  dark: [dark],
  'light, high contrast': [block(':root {\n  @variant high-contrast'), light],
  'dark, high contrast': [block('[data-theme="dark"] {\n    @variant high-contrast'), dark],
}
type Theme = keyof typeof themes
const names = Object.keys(themes) as Theme[]
const isHigh = (theme: Theme) => theme.includes('high')
const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)

function token(theme: Theme, name: string): Rgb {
  const hex = themes[theme].flatMap((text) => new RegExp(`--${name}: #([0-9a-f]{6});`).exec(text)?.[1] ?? [])[0]
  if (!hex) throw new Error(`no --${name} in ${theme}`)
  return [0, 2, 4].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as Rgb
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
function contrast(a: Rgb, b: Rgb) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high! + 0.05) / (low! + 0.05)
}

/** Machado, Oliveira and Fernandes 2009, severity 1. */
const visions: Record<string, [Rgb, Rgb, Rgb]> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const dot = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const seen = (vision: [Rgb, Rgb, Rgb], rgb: Rgb) => vision.map((row) => Math.min(1, Math.max(0, dot(row, rgb)))) as Rgb

/** Björn Ottosson's OKLab. */
function oklab(rgb: Rgb): Rgb {
  const lms = [
    dot([0.4122214708, 0.5363325363, 0.0514459929], rgb),
    dot([0.2119034982, 0.6806995451, 0.1073969566], rgb),
    dot([0.0883024619, 0.2817188376, 0.6299787005], rgb),
  ].map(Math.cbrt) as Rgb
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], lms),
    dot([1.9779984951, -2.428592205, 0.4505937099], lms),
    dot([0.0259040371, 0.7827717662, -0.808675766], lms),
  ]
}
const distance = (a: Rgb, b: Rgb) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

describe.each(names)('the theme %s', (theme) => {
  const [text, control] = isHigh(theme) ? [7, 4.5] : [4.5, 3]
  const colours = Array.from({ length: paletteSize }, (_, n) => token(theme, `chart-${n + 1}`))

  test(`every series stands out from a card (${control}:1)`, () => {
    for (const colour of colours) expect(contrast(colour, token(theme, 'card'))).toBeGreaterThan(control)
  })

  test.each(Object.keys(visions))('two series are told apart with %s vision', (vision) => {
    const labs = colours.map((colour) => oklab(seen(visions[vision]!, colour)))
    const pairs = labs.flatMap((a, n) => labs.slice(0, n).map((b) => distance(a, b)))
    expect(Math.min(...pairs)).toBeGreaterThan(0.055)
  })

  test.each([
    ['foreground', 'background'],
    ['foreground', 'card'],
    ['muted-foreground', 'background'],
    ['muted-foreground', 'card'],
    ['muted-foreground', 'muted'],
    ['muted-foreground', 'accent'],
    ['primary', 'card'],
    ['primary', 'background'],
    ['primary-foreground', 'primary'],
    ['primary-soft-foreground', 'primary-soft'],
    ['destructive', 'card'],
    ['destructive-foreground', 'destructive'],
    ['destructive-soft-foreground', 'destructive-soft'],
    ['success-soft-foreground', 'success-soft'],
    ['success', 'card'],
    ['warning-soft-foreground', 'warning-soft'],
    ['warning', 'card'],
    ['warning', 'popover'],
    ['chart-axis', 'card'],
  ])(`text: %s on %s (${text}:1)`, (name, ground) => {
    expect(contrast(token(theme, name), token(theme, ground))).toBeGreaterThanOrEqual(text)
  })

  const lines: [string, string][] = [
    ['ring', 'background'],
    ['ring', 'card'],
    ['input', 'card'],
    ...(isHigh(theme) ? [['border', 'card'] satisfies [string, string]] : []),
  ]
  test.each(lines)(`control: %s on %s (${control}:1)`, (line, ground) => {
    expect(contrast(token(theme, line), token(theme, ground))).toBeGreaterThanOrEqual(control)
  })
})
