import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { ConfigError } from './config-error'
import { crossChecks } from './cross-checks'
import { readDocument } from './document'
import { type Override, readEnvironment } from './environment'
import { explain, type Problem } from './explain'
import { keyPaths } from './keys'
import { type Config, configSchema, type GivenConfig } from './schema'
import { withAccess } from './with-access'

type Options = { env?: NodeJS.ProcessEnv; cwd?: string }

function readFile(path: string, named: boolean) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && !named) return ''
    throw new ConfigError([`${path} cannot be read (${code ?? 'unknown error'})`])
  }
}

function put(tree: Record<string, unknown>, { path, value }: Override) {
  const keys = path.split('.')
  const leaf = keys.pop() as string
  let node = tree
  for (const key of keys) {
    const next = node[key]
    if (next !== undefined && (typeof next !== 'object' || next === null || Array.isArray(next))) return
    const below = (next ?? {}) as Record<string, unknown>
    node[key] = below
    node = below
  }
  node[leaf] = value
}

function lineOf(lines: Map<string, number>, path: string): number | undefined {
  if (!path) return undefined
  return lines.get(path) ?? lineOf(lines, path.slice(0, Math.max(0, path.lastIndexOf('.'))))
}

type Located = Problem & { line?: number; variable?: string }

function inOrder(file: string, problems: Located[]): string[] {
  const last = Number.MAX_SAFE_INTEGER
  return problems
    .toSorted((a, b) => (a.line ?? last) - (b.line ?? last))
    .map(({ message, line, variable }) => {
      if (line) return `${file}:${line}: ${message}`
      return variable ? `${variable}: ${message}` : message
    })
}

/**
 * Reads `datawatch.yaml` (or the file named by DATAWATCH_CONFIG) and the environment, which wins over the file.
 * @throws ConfigError naming every unknown key and wrong value with its line or its variable.
 */
export function readConfig({ env = process.env, cwd = process.cwd() }: Options = {}): GivenConfig {
  const path = resolve(cwd, env.DATAWATCH_CONFIG || 'datawatch.yaml')
  const file = env.DATAWATCH_CONFIG || basename(path)
  const { tree, lines, problems, warnings } = readDocument(readFile(path, Boolean(env.DATAWATCH_CONFIG)), env)
  const known = keyPaths(configSchema)
  const leaves = known.filter((key) => key.leaf && !key.path.includes('*') && key.path !== 'sources')
  const environment = readEnvironment(
    env,
    leaves.map((key) => key.path),
  )
  for (const override of environment.overrides) put(tree, override)

  const parsed = configSchema.safeParse(tree)
  const keys = known.map((key) => key.path)
  const found = parsed.success
    ? crossChecks(parsed.data)
    : parsed.error.issues.flatMap((issue) => explain(issue, tree, keys))
  const overrideOf = (path: string) =>
    environment.overrides.find((override) => path === override.path || path.startsWith(`${override.path}.`))
  const unfilled = problems.filter(({ path }) => !overrideOf(path))
  const wrong = found
    .filter(({ path }) => !unfilled.some((problem) => problem.path === path))
    .map((problem) => {
      const override = overrideOf(problem.path)
      return { ...problem, line: override ? undefined : lineOf(lines, problem.path), variable: override?.name }
    })
  if (unfilled.length > 0 || wrong.length > 0 || !parsed.success)
    throw new ConfigError(inOrder(file, [...unfilled, ...wrong]))

  const { dashboards, database } = parsed.data
  if (dashboards.folder) dashboards.folder = resolve(cwd, dashboards.folder)
  database.data_dir = resolve(cwd, database.data_dir)
  for (const source of parsed.data.sources) if (source.type === 'files') source.path = resolve(cwd, source.path)
  const notes = warnings.map(({ line, message }) => `${file}:${line}: ${message}`)
  return { ...parsed.data, warnings: [...notes, ...environment.warnings] }
}

/**
 * What a process runs with: what `readConfig` reads and the secrets that the data folder keeps.
 * @throws ConfigError also where production has no secret
 */
export const loadConfig = (options: Options = {}): Config => withAccess(readConfig(options))
