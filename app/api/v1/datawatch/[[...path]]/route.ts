import { z } from 'zod'
import { AppError } from '@/lib/errors/app-error'
import { resource, route } from '@/lib/http/route'

const nothing = route({ guard: 'read', response: z.never() }, async (_context, { request }) => {
  throw new AppError('not_found', `There is nothing at ${new URL(request.url).pathname}`)
})

export const { DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT } = resource({
  DELETE: nothing,
  GET: nothing,
  OPTIONS: nothing,
  PATCH: nothing,
  POST: nothing,
  PUT: nothing,
})
