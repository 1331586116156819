/** Where a recipe leads: the address of this server, a key to send with, and the name the sender goes by. */
export type RecipePlace = { origin: string; key: string; name: string }
export type RecipeBlock = { label: string; language: string; code(place: RecipePlace): string }
export type Recipe = {
  id: string
  title: string
  hint: string
  /** It cannot send a key and signs instead: this server then needs a source with a secret. */
  signs?: true
  /** Once per table or for all: what has to be known. */
  notes: readonly string[]
  blocks: readonly RecipeBlock[]
}

/** Where its batches go. */
export const batchUrl = ({ origin, name }: RecipePlace) => `${origin}/api/v1/datawatch/events/batch?source=${name}`
