import 'server-only'
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'
import { getHeapStatistics } from 'node:v8'
import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '@/lib/db/client'
import { createLog } from '@/lib/runtime/log'
import type { Failure, PassAnswer, PassOrder, ThreadData } from './detection-thread'
import { runPass } from './pass'

/** One connection has the lock and writes, one reads, one tells a second pass that it is not its turn. */
const connections = 3

const lessUrgent = 10

/** Where threads have priorities of their own (Linux), what answers people and senders goes first. */
function stepBack() {
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), lessUrgent)
  } catch (error) {
    log.debug({ err: error }, 'the thread of detection is as urgent as the others')
  }
}

const { databaseUrl, statementTimeoutMs, logLevel } = workerData as ThreadData
const db = openDatabase({ url: databaseUrl, poolSize: connections, statementTimeoutMs })
const log = createLog(logLevel)
const actor = { kind: 'system', name: 'system' } as const

function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, stack, cause } = error
  const { code } = error as { code?: unknown }
  return {
    message,
    ...(stack !== undefined && { stack }),
    ...(typeof code === 'string' && { code }),
    ...(cause !== undefined && { cause: toFailure(cause) }),
  }
}

function bytesHeld(): number {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

async function answer({ id, nowMs, config }: PassOrder): Promise<PassAnswer> {
  try {
    return { id, figures: await runPass({ db, config, actor, log, now: new Date(nowMs) }), bytes: bytesHeld() }
  } catch (error) {
    return { id, failure: toFailure(error) }
  }
}

const say = (message: PassAnswer) => parentPort?.postMessage(message)
parentPort?.on('message', async (order: PassOrder) => say(await answer(order)))
stepBack()
say({ ready: true })
