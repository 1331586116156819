import { z } from 'zod'

export const viewerKinds = ['user', 'key', 'local'] as const

/** Who asks: a person who signed in, the holder of an API key, or whoever uses an open development server. */
export const viewer = z.object({ name: z.string(), kind: z.enum(viewerKinds) })
export type Viewer = z.infer<typeof viewer>

export const credentials = z.object({ email: z.string(), password: z.string() })
export type Credentials = z.infer<typeof credentials>

export const csrf = z.object({ csrfToken: z.string() })
export type Csrf = z.infer<typeof csrf>
