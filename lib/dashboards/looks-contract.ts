import { z } from 'zod'
import { words } from '@/lib/http/contract'

export const tones = ['good', 'warning', 'bad'] as const
export type Tone = (typeof tones)[number]
export const threshold = z.object({ value: z.number(), tone: z.enum(tones) })
export type Threshold = z.infer<typeof threshold>
export const legends = ['off', 'bottom', 'right'] as const
export type Legend = (typeof legends)[number]
export const rises = ['good', 'bad', 'neutral'] as const
export type Rise = (typeof rises)[number]
export const barLayouts = ['horizontal', 'vertical'] as const
export const pieShapes = ['donut', 'pie'] as const
/** What a list of what is wrong is of. */
export const lists = ['anomalies', 'alerts'] as const
/** How many colours the palette of charts has. */
export const colors = 8

/** How a widget is drawn, whatever it asks. `thresholds`: from its value up the tone holds. */
export const looks = {
  thresholds: z.array(threshold).max(10).optional(),
  legend: z.enum(legends).optional(),
  /** The colour of the palette, by the name of a series or category. */
  colors: z.record(words(500), z.number().int().min(1).max(colors)).optional(),
  /** Whether a rise of a counter is good. */
  rise: z.enum(rises).optional(),
  sparkline: z.boolean().optional(),
  target: z.number().optional(),
  layout: z.enum(barLayouts).optional(),
  /** Bars by the first label, stacked by the others. */
  stacked: z.boolean().optional(),
  shape: z.enum(pieShapes).optional(),
  sort: z.object({ column: words(255), descending: z.boolean().default(false) }).optional(),
  list: z.enum(lists).optional(),
  /** Units of the columns of a table. */
  formats: z.record(words(255), words(50)).optional(),
}
