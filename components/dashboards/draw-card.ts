import { domToBlob } from 'modern-screenshot'
import { fontRules } from './font-rules'

/** What is there to be clicked, to be heard, or where the pointer is. */
const passing = '[data-tools], .sr-only, .recharts-tooltip-wrapper, .recharts-tooltip-cursor, .recharts-active-dot'

/** A card as it is drawn, in two pixels a pixel, with its title and legend. */
export async function drawCard(card: HTMLElement): Promise<Blob> {
  const { borderRadius } = getComputedStyle(card)
  return domToBlob(card, {
    scale: 2,
    backgroundColor: getComputedStyle(document.body).backgroundColor,
    style: { borderRadius, margin: '0' },
    font: { cssText: await fontRules() },
    filter: (node) => !(node instanceof Element && node.matches(passing)),
  })
}
