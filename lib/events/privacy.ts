import { randomBytes } from 'node:crypto'
import type { Config } from '@/lib/config/schema'
import { createMask, type Mask } from './mask'

type Settings = Pick<Config, 'privacy' | 'access'>

const masks = new WeakMap<object, Mask>()
const trialMasks = new WeakMap<object, Mask>()

function remember(made: WeakMap<object, Mask>, { privacy }: Settings, secret: string): Mask {
  const mask = made.get(privacy) ?? createMask(privacy, secret)
  made.set(privacy, mask)
  return mask
}

/** The mask of a configuration, made once. */
export const maskOf = (config: Settings): Mask => remember(masks, config, config.access.secret)

/**
 * A mask that does the same under a secret of its own: its pseudonyms are those of no stored event, so that whoever may
 * look at events cannot find out what a pseudonym stands for by trying values.
 */
export const trialMaskOf = (config: Settings): Mask => remember(trialMasks, config, randomBytes(32).toString('hex'))
