/** One option of a command. `flags` as they are typed: `--table <name>`, `-o, --out <file>`, `--json`. */
export type OptionDescription = {
  flags: string
  does: string
  choices?: readonly string[]
  default?: string
  env?: string
  /** Its value is the name of a file or of a folder, for completion. */
  takes?: 'file' | 'folder'
  /** Checks and reads the text; throws with what would be right. */
  read?: (text: string) => unknown
  /** Given several times, all count. */
  many?: true
}

export type ArgumentDescription = {
  name: string
  does: string
  choices?: readonly string[]
  takes?: 'file'
  optional?: true
  many?: true
}

/** What was typed, read. */
export type Asked = { args: (string | undefined)[]; options: Record<string, unknown> }

/** A command in words: help, completion and the reference are made from it. */
export type Description = {
  name: string
  /** One line. */
  does: string
  about?: string
  arguments?: readonly ArgumentDescription[]
  options?: readonly OptionDescription[]
  /** Asks a running DataWatch over HTTP: takes `--url` and `--key`. `local`: reads the configuration: takes `--config` and `--data-dir`. */
  reach?: 'remote' | 'local'
  examples?: readonly { run: string; does: string }[]
  /** What its exit codes mean, where that is more than what they mean everywhere. */
  exits?: Readonly<Record<number, string>>
  commands?: readonly Description[]
  /** Loads what does it. */
  load?: () => Promise<{ run: (asked: Asked) => Promise<number> }>
}

const url: OptionDescription = {
  flags: '--url <url>',
  does: 'where DataWatch answers',
  env: 'DATAWATCH_URL',
  default: 'http://localhost:3002',
}
const apiKey: OptionDescription = {
  flags: '--key, --api-key <key>',
  does: 'API key; better in the variable, where no list of processes shows it',
  env: 'DATAWATCH_API_KEY',
}
const local: OptionDescription[] = [
  { flags: '--config <file>', does: 'configuration, instead of datawatch.yaml here', takes: 'file' },
  { flags: '--data-dir <folder>', does: 'data folder, instead of the one configured', takes: 'folder' },
]
const named = (flags: string) => /--key\b/.test(flags)

/** All options of a command: its own, and those of how it reaches DataWatch. `--key` may be its own: then that of the API has one name. */
export function optionsOf({ options = [], reach }: Description): OptionDescription[] {
  if (reach === 'local') return [...options, ...local]
  if (reach !== 'remote') return [...options]
  const own = options.some(({ flags }) => named(flags))
  return [...options, url, own ? { ...apiKey, flags: '--api-key <key>' } : apiKey]
}
