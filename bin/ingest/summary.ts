import type { Place } from '@/lib/sources/files/split'
import { figure } from '../figure'
import { print, printJson, say } from '../print'
import { paint, plain } from '../terminal'
import type { IngestOptions } from './plan'
import type { Tally } from './tally'

type Ended = {
  path: string
  options: IngestOptions
  tally: Tally
  seconds: number
  stopped: boolean
  resumedFrom: Place | undefined
}

/** Says what became of a file, and answers the exit code. */
export function summarize({ path, options, tally, seconds, stopped, resumedFrom }: Ended): number {
  const { counts, complaints } = tally
  const { read, accepted, duplicates, ignored, rejected } = counts
  const code = stopped ? 130 : rejected > 0 ? 1 : 0
  if (options.json) {
    const from = resumedFrom && { resumed_from_line: resumedFrom.line }
    printJson({
      file: path,
      ...counts,
      seconds: Number(seconds.toFixed(3)),
      complete: !stopped,
      ...from,
      errors: complaints,
    })
    return code
  }
  for (const { line, code: why, message } of complaints)
    say(`  ${paint('red', `line ${line}`, process.stderr)}: ${why}: ${plain(message)}`)
  if (rejected > complaints.length) say(`  and ${figure(rejected - complaints.length)} more`)
  if (options.rejects && rejected > 0) say(`The rejected lines are in ${options.rejects}`)
  if (options.dryRun) {
    print(`${figure(read)} read, ${figure(rejected)} of them bad; nothing was sent\n`)
    return code
  }
  const rate = seconds > 0 ? `, ${figure(Math.round(read / seconds))}/s` : ''
  const outcome = `accepted ${figure(accepted)}, duplicates ${figure(duplicates)}, ignored ${figure(ignored)}, rejected ${figure(rejected)}`
  print(`${figure(read)} read in ${seconds.toFixed(1)} s${rate}: ${outcome}\n`)
  if (stopped) say('Stopped; the same command with --resume goes on here')
  return code
}
