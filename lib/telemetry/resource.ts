import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources'
import { uuidv7 } from 'uuidv7'
import type { Config } from '@/lib/config/schema'

function versionOf(): Record<string, string> {
  try {
    const { version } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as { version: string }
    return { 'service.version': version }
  } catch {
    return {}
  }
}

/** Who tells: each process is an instance of its own, for each counts by itself. */
export function resourceOf({ service_name, resource_attributes }: Config['telemetry']): Resource {
  const own = { 'service.name': 'datawatch', 'service.instance.id': uuidv7(), ...versionOf(), ...resource_attributes }
  const named = service_name === undefined ? own : { ...own, 'service.name': service_name }
  return defaultResource().merge(resourceFromAttributes(named))
}
