import { readFileSync } from 'node:fs'

export type Block = { language: string; code: string }

/** The code blocks of a guide, in order. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].map(([, language = '', code = '']) => ({ language, code }))
}
