import 'server-only'
import type { Context } from '@/lib/context/context'

export async function learnRules(_context: Context): Promise<void> {}
