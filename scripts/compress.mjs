import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { root } from './root.mjs'

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }

/** Puts beside each script and style what browsers take instead of it, so that the server need not compress while they wait. */
export async function compressFiles(folder = join(root, '.next/static')) {
  const waiting = readdirSync(folder, { recursive: true }).filter((name) => /\.(js|css|svg)$/.test(name))
  const work = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const path = join(folder, name)
      const content = await readFile(path)
      await writeFile(`${path}.br`, await brotli(content, best))
      await writeFile(`${path}.gz`, await zip(content, { level: 9 }))
    }
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await compressFiles()
