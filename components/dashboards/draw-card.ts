import { domToBlob } from 'modern-screenshot'

/** A card as it is drawn, in two pixels a pixel, without what is there only to be clicked. */
export async function drawCard(card: HTMLElement): Promise<Blob> {
  const { borderRadius } = getComputedStyle(card)
  return domToBlob(card, {
    scale: 2,
    backgroundColor: getComputedStyle(document.body).backgroundColor,
    style: { borderRadius, margin: '0' },
    filter: (node) => !(node instanceof HTMLElement && node.matches('[data-tools], .sr-only')),
  })
}
