import { readFileSync, writeFileSync } from 'node:fs'
import { descriptions } from '@/bin/commands'
import { intoGuide } from '@/bin/reference'

const guide = 'docs/guides/cli.md'

writeFileSync(guide, intoGuide(readFileSync(guide, 'utf8'), descriptions))
