import { type Description, optionsOf } from './description'
import { exitCodes } from './exit-code'

const [opening, closing] = ['<!-- reference: npm run cli:reference -->', '<!-- end of reference -->']

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ')

function rowsOf(description: Description): string[] {
  const { arguments: args = [] } = description
  const choice = (choices?: readonly string[]) =>
    choices ? `; one of ${choices.map((one) => `\`${one}\``).join(', ')}` : ''
  const given = args.map(({ name, does, choices }) => `| \`${name}\` | ${cell(does + choice(choices))} | |`)
  const options = optionsOf(description).map(({ flags, does, choices, default: preset, env }) => {
    const usual = [preset === undefined ? '' : `\`${preset}\``, env ? `\`${env}\`` : ''].filter(Boolean).join(', else ')
    return `| \`${cell(flags)}\` | ${cell(does + choice(choices))} | ${env && preset ? `\`${env}\`, else \`${preset}\`` : usual} |`
  })
  return [...given, ...options]
}

function section(description: Description, path: string): string {
  const { name, does, about, examples = [], exits = {}, commands } = description
  const own = `${path} ${name}`
  if (commands) return [`### ${own}\n\n${sentence(does)}\n`, ...commands.map((child) => section(child, own))].join('\n')
  const rows = rowsOf(description)
  const table = rows.length > 0 ? `| | | default |\n|---|---|---|\n${rows.join('\n')}\n` : ''
  const shown = examples.map(({ run, does: says }) => `# ${says}\n${run}`).join('\n\n')
  const codes = Object.entries(exits).map(([code, means]) => `\`${code}\` ${means}`)
  return [
    `### ${own}\n\n${sentence(does)}\n`,
    about ? `${about}\n` : '',
    table,
    shown ? `\`\`\`bash\n${shown}\n\`\`\`\n` : '',
    codes.length > 0 ? `Exit codes of its own: ${codes.join('; ')}.\n` : '',
  ]
    .filter(Boolean)
    .join('\n')
}

const sentence = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}.`

/** The reference of all commands as Markdown. */
export function referenceOf(descriptions: readonly Description[]): string {
  const codes = Object.entries(exitCodes).map(([code, means]) => `| \`${code}\` | ${means} |`)
  const head = `## Exit codes\n\n| | |\n|---|---|\n${codes.join('\n')}\n\n## Commands\n`
  return [head, ...descriptions.map((description) => section(description, 'datawatch'))].join('\n')
}

/** The guide with the reference as it is now. */
export function intoGuide(guide: string, descriptions: readonly Description[]): string {
  const [before, rest = ''] = guide.split(opening)
  return `${before}${opening}\n\n${referenceOf(descriptions)}\n${closing}${rest.split(closing)[1] ?? '\n'}`
}
