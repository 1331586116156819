import 'server-only'
import type { Context } from '@/lib/context/context'

export async function followValues(_context: Context): Promise<void> {}
