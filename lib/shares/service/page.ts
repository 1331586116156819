import 'server-only'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'
import { readSharedBoard } from './open'

/** What the page of a link shows; the page that says that there is nothing where it is no open link. */
export const readSharedPage = cache(async (token: string) => {
  try {
    return await readSharedBoard(createContext({ kind: 'anonymous', name: 'shared link' }), token)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
})
