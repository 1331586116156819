import { descriptions } from './commands'
import { bashScript } from './completion/bash'
import { fishScript } from './completion/fish'
import { completedPaths } from './completion/paths'
import { zshScript } from './completion/zsh'
import type { Asked } from './description'
import { print } from './print'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }

export async function run({ args }: Asked): Promise<number> {
  print(scripts[args[0] as keyof typeof scripts](completedPaths(descriptions)))
  return 0
}
