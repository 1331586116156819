import { DiagLogLevel, diag } from '@opentelemetry/api'
import type { Log } from '@/lib/runtime/log'

const ignore = () => {}
const mostShown = 500

/** Hears what the SDK warns of: of a part that a collector did not take the log has one line, the rest is for who looks closely. */
export function hearWarnings(log: Log) {
  let isSaid = false
  const warn = (...words: unknown[]) => {
    const said = words.join(' ').slice(0, mostShown)
    if (isSaid || !said.includes('Partial Success')) return log.debug({ said }, 'OpenTelemetry')
    isSaid = true
    log.warn({ said }, 'the collector takes only a part of the telemetry')
  }
  diag.setLogger(
    { error: ignore, warn, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
}

export const hearNothing = () => diag.disable()
