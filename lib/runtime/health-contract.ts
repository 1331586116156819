import { z } from 'zod'

export const health = z.object({ status: z.literal('ok') })

/** Whether events and questions can be taken, with the reason where they cannot. */
export const readiness = z.object({ ready: z.boolean(), reason: z.string().optional() })
