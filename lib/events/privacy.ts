import { randomBytes } from 'node:crypto'
import type { Config } from '@/lib/config/schema'
import { createMask, type Mask } from './mask'
import { pseudonymKeyOf } from './pseudonym'

type Settings = Pick<Config, 'privacy' | 'access'>

const masks = new WeakMap<object, Mask>()
const trialMasks = new WeakMap<object, Mask>()

function remember(made: WeakMap<object, Mask>, { privacy }: Settings, makeKey: () => Buffer): Mask {
  const mask = made.get(privacy) ?? createMask(privacy, makeKey())
  made.set(privacy, mask)
  return mask
}

/** The mask of a configuration, made once. */
export const maskOf = (config: Settings): Mask =>
  remember(masks, config, () => config.privacy.key ?? pseudonymKeyOf(config.access.secret))

/**
 * A mask that does the same under a key of its own: its pseudonyms are those of no stored event, so that whoever may
 * look at events cannot find out what a pseudonym stands for by trying values.
 */
export const trialMaskOf = (config: Settings): Mask => remember(trialMasks, config, () => randomBytes(32))
