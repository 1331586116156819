import type { z } from 'zod'
import { type DescribedKey, type DescribedPart, describedKeys } from './described-keys'

const head = `# Configuration

Every key of \`datawatch.yaml\`, made from the code that reads it. The file is optional, and so is every key; one that is
marked as needed has to be there where what it belongs to is. [The file that comes with DataWatch](../../datawatch.yaml) shows most of them with their
defaults; \`datawatch doctor\` says what is wrong with yours.

- **Durations** are written \`30s\`, \`1m30s\`, \`720h\`, \`7d\` or \`2w\`; **sizes** \`4096\`, \`512KiB\` or \`5MiB\`.
- **Variables** of the environment win over the file. Each key names its own; an empty one says nothing. Lists are written with commas. What
  stands in a list of the file (\`[]\`) or under a name of your own (\`<name>\`) has none.
- **Values** may hold \`\${NAME}\` or \`\${NAME:-default}\`, filled in from the environment; \`$\${NAME}\` stands for itself.
- \`DATAWATCH_CONFIG\` names another file.
`

/** What a value may be, with its larger numbers in groups and nothing in it that Markdown takes for a sign. */
const shown = (takes: string) =>
  takes.replaceAll('*', '\\*').replace(/\b\d{5,}\b/g, (digits) => Number(digits).toLocaleString('en'))

const capital = (words: string) => (words.startsWith('`') ? words : `${words[0]!.toUpperCase()}${words.slice(1)}`)

/** A key with its own heading, so that it can be linked to and found. */
function keyText({ path, takes, needed, preset, says, variables }: DescribedKey): string {
  const facts = [
    capital(shown(takes)),
    needed ? '**needed**' : '',
    preset === null ? '' : `default \`${preset}\``,
    ...variables.map((name) => `\`${name}\``),
  ]
  return `### \`${path}\`\n\n${says}\n\n${facts.filter(Boolean).join(' · ')}\n`
}

const titleOf = ({ path, kind }: DescribedPart) =>
  path === '' ? 'Keys of no section' : kind ? `\`${path}\` of type \`${kind}\`` : `\`${path}\``

/** The reference of the configuration as Markdown. */
export function configurationReference(schema: z.ZodObject): string {
  const parts = describedKeys(schema).map((part) =>
    [`## ${titleOf(part)}\n`, ...(part.says ? [`${part.says}\n`] : []), ...part.keys.map(keyText)].join('\n'),
  )
  return [head, ...parts].join('\n')
}
