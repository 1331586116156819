import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

export type Block = { language: string; code: string }

/** The code blocks of a guide that say their language, in order. */
export function blocksOf(file: string): Block[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)\n```$/gm)].map(([, language = '', code = '']) => ({ language, code }))
}

/** All pages that people read, by their paths; what has been is left as it was. */
export const guides = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && file !== 'CHANGELOG.md')

/** The blocks of a language in all of them, each with where it stands. */
export const blocksIn = (language: string): { place: string; code: string }[] =>
  guides.flatMap((file) =>
    blocksOf(file)
      .filter((block) => block.language === language)
      .map(({ code }, at) => ({ place: `${file}, ${language} ${at + 1}`, code })),
  )
