import { readFileSync } from 'node:fs'
import { ConfigError } from '@/lib/config/config-error'
import { readDocument } from '@/lib/config/document'
import { loadConfig } from '@/lib/config/load'

function demoInFile() {
  try {
    const text = readFileSync(process.env.DATAWATCH_CONFIG || 'datawatch.yaml', 'utf8')
    return 'demo' in readDocument(text, process.env).tree
  } catch {
    return false
  }
}

try {
  const { server, database, access, demo, warnings } = loadConfig()
  const saysDemo = Boolean(process.env.DATAWATCH_DEMO) || demoInFile()
  const demoByDefault = !database.url && server.environment === 'development'
  const settings = {
    host: server.host,
    port: server.port,
    dataDir: database.data_dir,
    ownDatabase: !database.url,
    warnings,
    apiKey: access.api_keys[0] ?? null,
    needsKey: server.environment === 'production',
    demo: saysDemo ? demo : demoByDefault,
  }
  process.stdout.write(JSON.stringify(settings))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  process.stderr.write(`The configuration cannot be used:\n  ${error.problems.join('\n  ')}\n`)
  process.exitCode = 1
}
