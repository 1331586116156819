import { z } from 'zod'

/** RFC 9457 problem document, with `success` and `error` for clients of the plain style. `type` is the address of its page. */
export const problem = z.object({
  type: z.string().meta({ format: 'uri-reference' }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  instance: z.string(),
  success: z.literal(false),
  /** The same text as `detail`. */
  error: z.string(),
  /** What is wrong with the input: where it stands, a stable code, and what would be right. */
  errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
})
